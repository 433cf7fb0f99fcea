import type { Detail } from "./interview-detail.ts";
import { spanishFirstNames, spanishStopWords, spanishVerbs } from "./spanish-words.ts";

const kin =
  "madre|padre|mamá|papá|padres|hermanas?|hermanos?|hijos?|hijas?|mujer|esposa|esposo|marido|abuela|abuelo|abuelos|abuelita|abuelito|tías?|tíos?|primas?|primos?|sobrinas?|sobrinos?|nietas?|nietos?|suegra|suegro|cuñada|cuñado|amigas?|amigos?|vecinas?|vecinos?|maestra|maestro|novia|novio|jefe|jefa|madrina|padrino|gemela|gemelo";
const kinName = new RegExp(
  `\\b(?:${kin})(?: (?:mayor|menor|pequeñ[oa]|mejor))?,?(?: se llamaba| llamad[oa]| era)? $|\\b(?:don|doña|señora?|llamaba|llamado|llamada) $`,
  "iu",
);
const kinPhrase = new RegExp(
  `(?<!\\p{L})([Mm]is?|[Nn]uestr[oa]s?) ((?:mejor )?(?:${kin})(?: (?:mayor|menor|pequeñ[oa]))?(?: \\p{Lu}\\p{L}+)?)(?!\\p{L})`,
  "gu",
);
const names = /(?<![\p{L}])\p{Lu}[\p{L}]+(?: (?:(?:de la|de los|de las|del|de) )?\p{Lu}[\p{L}]+)*/gu;
/** What kind of place a name is of; the second group is masculine. */
const spots =
  /(?<!\p{L})(calle|avenida|plaza|iglesia|ermita|sierra|fábrica|escuela|finca|estación|isla|(puerto|pueblo|río|barrio|puente|mercado|monte|valle|café|cine|teatro|colegio|taller|lago)) (?:de |del )?$/u;
const times =
  /(?<!\p{L})(?:(?:el |la )?(?:verano|otoño|invierno|primavera|navidad) (?:de|del)(?: año)? (?:1[89]|20)\d\d|(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre) (?:de|del)(?: año)? (?:1[89]|20)\d\d|(?:1[89]|20)\d\d|los años (?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa))(?![\p{L}\d])/giu;
const sayings =
  /[«“"]([^»”"]{6,80})[»”"]|(?<!\p{L})(?:siempre|solía|a menudo) (?:nos |me )?(?:decía|decir|repetía)(?:n)?(?: que|:)? ([^.;!?«»“”"]{8,70})/giu;
const workClause =
  /(?<!\p{L})(?:trabaj(?:é|aba|ó|amos|ábamos)|era|fue|fui|de) (?:de |en |como )?(?:un |una )?((?:carpinter|maestr|enfermer|panader|costurer|zapater|herrer|miner|cociner|camarer|barber|peluquer|marinero|marinera|agricultor|pescador|sastre|modista|albañil|mecánic|jornaler|pastor|taxista|cartero|tonelero|relojero|lavandera|telefonista|partera|comadrona|imprenta|alfarero|soldador|tejedora?|platero)[\p{L}]*)/giu;
const workedAt = /(?<!\p{L})trabaj(?:é|aba|ó|amos|ábamos) (?:en|de|como|para) [^.,;:!?—]{3,40}/giu;
const things =
  /(?<!\p{L})(el|la|los|las|un|una|unos|unas|mi|mis|nuestr[oa]s?|su|sus|aquel|aquella|ese|esa) ((?:viej[oa]s?|gran|pequeñ[oa]s?|primer[oa]?s?|buen[oa]?s?|antigu[oa]s?) )?([\p{Ll}]{3,})((?: (?:de|del|con) (?:la |los |las |el )?[\p{L}]{3,})?)/gu;
const events =
  /(?<![\p{L}])(?:[Yy]o |[Nn]osotr[oa]s |[Mm]e |[Nn]os )?(?:[Ff]ui|hice|tuve|estuve|nací|vine|puse|traje|dije|fuimos|hicimos|[\p{L}]{2,}(?:é|amos|imos)) [^.,;:!?—]{6,}/gu;
const clauseEnd = /[,.;:!?—]|(?<!\p{L})(?:y|pero|porque|cuando|mientras|hasta que|que|donde|si)(?!\p{L})/u;
const emptyHeads = new Set(
  (
    "cosa cosas vez veces tiempo tiempos manera forma parte gente persona personas hombre mujer hombres mujeres día días noche noches mañana tarde año años mes semana momento " +
    "momentos hora horas rato lado final principio verdad vida mundo caso razón idea problema pregunta preguntas historia historias palabra palabras resto mitad medio " +
    "todo nada algo alguien mismo misma otro otra otros otras cual cuales que primera primero última último señor señora dios instrucciones máquina robot humano humana tontería tonterías"
  ).split(" "),
);

/** The details of a Spanish answer by the words around them: the surest readings first. */
export function findSpanishDetails(text: string): Detail[] {
  return [
    ...findSayings(text),
    ...[...text.matchAll(kinPhrase)].map((match): Detail => {
      const [, owner = "", words = ""] = match;
      return {
        kind: "person",
        words,
        named: `${/s$/.test(owner) ? "tus" : "tu"} ${words}`,
        at: match.index + owner.length + 1,
      };
    }),
    ...findNames(text),
    ...[...text.matchAll(times)].map(
      ({ 0: words, index }): Detail => ({ kind: "time", words, named: lowerArticle(words), at: index }),
    ),
    ...findWork(text),
    ...findThings(text),
    ...findEvents(text),
  ];
}

function findNames(text: string): Detail[] {
  return [...text.matchAll(names)].flatMap((match): Detail[] => {
    const before = text.slice(0, match.index);
    const opensSentence = /(?:^|[.!?…:«“"¿¡])\s*[¿¡«“"]?$/u.test(before);
    let words = match[0];
    let at = match.index;
    const first = words.split(" ")[0] ?? "";
    if (opensSentence && !spanishFirstNames.has(first)) {
      // The first word of a sentence is no name by its capital alone.
      const rest = words.slice(first.length).replace(/^ (?:(?:de la|de los|de las|del|de) )?/, "");
      if (rest === "" || /^(?:San|Santa|Villa|Puerto|Buenos|Los|Las|El|La)$/.test(first)) {
        if (rest === "") return [];
      } else {
        at += words.length - rest.length;
        words = rest;
      }
    }
    const lower = words.toLowerCase();
    if (
      spanishStopWords.has(lower) ||
      /^(?:Dios|Navidad|Semana Santa|Nochebuena|Pascua|Virgen|Señor)$/u.test(words)
    )
      return [];
    const near = text.slice(0, at);
    const spot = spots.exec(near);
    if (spot?.[1]) {
      const whole = `${spot[0]}${words}`;
      return [
        { kind: "place", words: whole, named: `${spot[2] ? "el" : "la"} ${whole}`, at: at - spot[0].length },
      ];
    }
    if (spanishFirstNames.has(words.split(" ")[0] ?? "") || kinName.test(near)) {
      return [{ kind: "person", words, named: words, at }];
    }
    if (
      /(?<!\p{L})(?:en|a|de|desde|hasta|hacia|por|para|cerca de|llegar a|calle|plaza|pueblo de) $/iu.test(
        near,
      )
    ) {
      return [{ kind: "place", words, named: words, at }];
    }
    return [{ kind: "thing", words, named: words, at }];
  });
}

function findSayings(text: string): Detail[] {
  return [...text.matchAll(sayings)].flatMap((match): Detail[] => {
    const words = (match[1] ?? match[2] ?? "").replace(/[,.!?]+$/, "").trim();
    const count = words.split(" ").length;
    if (count < 3 || count > 11 || /[¿?]/.test(words)) return [];
    return [{ kind: "saying", words, named: quote(words), at: text.indexOf(words, match.index) }];
  });
}

function findWork(text: string): Detail[] {
  return [...text.matchAll(workedAt), ...text.matchAll(workClause)].map(({ 0: clause, index }): Detail => {
    const words = shorten(clause, 7);
    return { kind: "work", words, named: quote(words), at: index };
  });
}

function findThings(text: string): Detail[] {
  return [...text.matchAll(things)].flatMap((match): Detail[] => {
    const [, owner = "", before = "", noun = "", complement = ""] = match;
    if (isNoNoun(noun, owner) || new RegExp(`^(?:${kin})$`, "u").test(noun)) return [];
    const last = complement.split(" ").at(-1) ?? "";
    const own = isNoNoun(last, "el") || spanishFirstNames.has(last) || isPlaceWord(last) ? "" : complement;
    const words = `${before}${noun}${own}`;
    const at = match.index + owner.length + 1;
    const article = readArticle(owner);
    // Whose it is can't be turned around without knowing its gender.
    return article === undefined
      ? [{ kind: "thing", words: `${owner} ${words}`, named: quote(`${owner} ${words}`), at: match.index }]
      : [{ kind: "thing", words, named: `${article} ${words}`, at }];
  });
}

/** "la calle" opens a name of its own. */
function isPlaceWord(word: string): boolean {
  return /^(?:calle|avenida|plaza|barrio|pueblo|puerto|iglesia|ermita)$/u.test(word);
}

function readArticle(owner: string): string | undefined {
  const articles: Record<string, string> = {
    un: "el",
    una: "la",
    unos: "los",
    unas: "las",
    mi: "tu",
    mis: "tus",
    nuestro: "tu",
    nuestra: "tu",
    nuestros: "tus",
    nuestras: "tus",
    su: "",
    sus: "",
  };
  const article = articles[owner] ?? owner;
  return article === "" ? undefined : article;
}

function isNoNoun(word: string, owner: string): boolean {
  if (word === "") return false;
  if (emptyHeads.has(word) || spanishStopWords.has(word) || spanishVerbs.has(word)) return true;
  if (/(?:aba|aban|aron|ieron|amos|imos|ando|iendo|aría|arían)$/u.test(word)) return true;
  return (
    /^(?:el|la|los|las)$/.test(owner) &&
    /(?:ó|é|í)$/u.test(word) &&
    !/^(?:café|rubí|bebé|té|pie)$/u.test(word)
  );
}

function findEvents(text: string): Detail[] {
  return [...text.matchAll(events)].flatMap(({ 0: clause, index }): Detail[] => {
    const words = shorten(clause, 9);
    const [first = ""] = words.split(" ");
    const count = words.split(" ").length;
    if (count < 4 || /^(?:que|porque|qué|olé|café|té|sé)$/iu.test(first)) return [];
    return [{ kind: "event", words, named: quote(words), at: index }];
  });
}

function shorten(clause: string, most: number): string {
  const stop = clause.slice(4).search(clauseEnd);
  const words = (stop < 0 ? clause : clause.slice(0, stop + 4)).trim().split(" ").slice(0, most);
  while (words.length > 1 && spanishStopWords.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  return words.join(" ");
}

function quote(words: string): string {
  return `«${words}»`;
}

function lowerArticle(words: string): string {
  return words.replace(/^(?:El|La|Los) /, (article) => article.toLowerCase());
}
