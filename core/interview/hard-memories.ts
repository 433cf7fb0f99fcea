import type { InterviewLanguage } from "./interview.ts";
import { plainWords } from "./spoken-clauses.ts";

/** Words that alone make a memory a hard one, and words of which it takes two different ones. Plain letters. */
const words: Record<InterviewLanguage, { grave: Set<string>; heavy: Set<string> }> = {
  en: {
    grave:
      readWords(`died dead death dying killed killing murdered murder funeral buried burial grave coffin widow widowed
      orphan orphaned mourning grief grieving suicide cancer tumour tumor stroke dementia alzheimers miscarriage stillborn
      stillbirth raped rape abused abuse molested tortured torture beaten bombed bombing bombings shelling executed
      execution massacre genocide holocaust deported deportation gassed hanged drowned famine overdose`),
    heavy:
      readWords(`war battle front soldiers bombs bomb shot shooting gun prison jail camp hunger starving hungry refugee
      refugees fled escape lost losing loss cried crying tears wept afraid terrified hospital sick ill illness disease
      fever accident crash fire blood wounded hurt hit violence violent drunk drinking divorce lonely alone goodbye missed`),
  },
  es: {
    grave:
      readWords(`murio murieron muriendo morir muerte muerto muerta muertos muertas fallecio fallecieron falleciera
      mataron mato asesinaron asesinado asesinada asesinato funeral entierro enterramos enterraron tumba ataud viuda viudo
      huerfano huerfana luto duelo suicidio suicido cancer tumor derrame demencia alzheimer aborto violaron violacion abuso
      abusaron maltrato maltrataba torturaron tortura pegaba bombardeo bombardeos bombardearon fusilaron fusilado
      fusilados masacre genocidio deportaron deportado ahogo ahogaron hambruna exterminio`),
    heavy:
      readWords(`guerra batalla frente soldados bombas bomba disparos tiros pistola carcel prision campo hambre
      refugiados refugiada exilio huimos huyeron escapar perdi perdimos perdio perdida llore lloraba lloramos lloro
      lagrimas miedo terror hospital enfermo enferma enfermedad fiebre accidente incendio sangre herido heridos golpes
      violencia borracho bebia divorcio soledad sola solo adios echo extrano`),
  },
};
/** Where they mean nothing hard. */
const harmless: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:died|dying|dead) (?:of )?(?:laughing|laughter|tired|end|right|sure)\b|\bkilled (?:time|it)\b|\bstroke of luck\b|\bdying to\b|\bbeaten (?:eggs?|track|path)\b/g,
  es: /\bmuert[oa]s? de (?:risa|sueno|cansancio|hambre|frio|ganas)\b|\bmorir de risa\b|\bmuriendo de (?:risa|ganas)\b|\bmato el tiempo\b/g,
};

/** Whether an answer tells of grief, war, violence or illness: by whole words, so it sees no more than words show. */
export function isHardMemory(text: string, language: InterviewLanguage): boolean {
  const heard = new Set(plainWords(text).replace(harmless[language], "").split(" "));
  const { grave, heavy } = words[language];
  return !heard.isDisjointFrom(grave) || heard.intersection(heavy).size >= 2;
}

function readWords(list: string): Set<string> {
  return new Set(list.split(/\s+/));
}
