export const happened = {
  spring: "spring of {{year}}",
  summer: "summer of {{year}}",
  autumn: "autumn of {{year}}",
  winter: "winter of {{year}}",
  decade: "the {{year}}s",
  about: "around {{year}}",
  upTo: "up to {{date}}",
  between: "{{from}} to {{to}}",
} as const;
