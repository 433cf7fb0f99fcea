/** The map of the README: folders are rooms, each may import only what its arrow says. */
const room = (name, mayImport, note) => ({
  name: `${name}-imports-only-${mayImport.filter((other) => other !== name).join("-") || "itself"}`,
  comment: note,
  severity: "error",
  from: { path: `^${name}/` },
  to: {
    path: "^(core|adapters|queues|durable-objects|app|worker|local|bench|tests)/",
    pathNot: `^(${mayImport.join("|")})/`,
  },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(virtual:|cloudflare:|\\./\\+types)|[.]wasm[?]url$" },
    },
    {
      name: "core-is-pure",
      comment: "core knows rules and words: TypeScript and zod, nothing else.",
      severity: "error",
      from: { path: "^core/" },
      to: { pathNot: "^(core/|node_modules/zod/)" },
    },
    room("adapters", ["adapters", "core"], "adapters speak to the outside world in the words of core"),
    room("queues", ["queues", "core", "adapters"], "queues perform what core decides"),
    room(
      "durable-objects",
      ["durable-objects", "core", "adapters"],
      "durable objects wire sockets, alarms and storage",
    ),
    room("app", ["app", "core"], "pages never reach the outside world by themselves"),
    room(
      "worker",
      ["worker", "core", "adapters", "queues", "durable-objects", "app"],
      "the table of contents",
    ),
    {
      name: "worker-takes-only-the-context-and-the-words-of-refusals-of-app",
      severity: "error",
      from: { path: "^worker/" },
      to: { path: "^app/", pathNot: "^app/(context|refusal-words)\\.ts$" },
    },
    room("local", ["local"], "stand-ins know the vendors' wire, nothing of ours"),
    room("bench", ["bench", "core", "adapters", "local", "tests"], "measurements"),
    {
      name: "tests-are-imported-by-none",
      severity: "error",
      from: { pathNot: "^(tests|bench)/" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^build/|\\.react-router/)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".d.ts"],
    },
  },
};
