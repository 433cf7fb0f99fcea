import { isFunctionWord } from "../function-words.ts";
import { readTokens, splitWords } from "../spoken-tokens.ts";
import { sharesStem } from "../word-stems.ts";
import type { InterviewLanguage } from "./interview.ts";

/** Words that carry nothing by themselves, beside those of core/function-words.ts; folded, as tokens are. */
const spanishFunction = new Set(
  (
    "a al algo alguien algun alguna algunas algunos alli ahi aqui antes aquel aquella aquellas aquello aquellos asi aun aunque bien cada casi " +
    "como con contra cosa cosas cual cuales cualquier cualquiera cuando cuanta cuantas cuanto cuantos de del desde despues donde adonde dos durante e el ella " +
    "ellas ello ellos en entonces entre era eran eras eramos eres es esa esas ese eso esos esta estaba estaban estabas estan estar estas este esto " +
    "estos estuvo estuviste fue fueron fueras fuiste fui ha habia habian habias haber han has hasta hay hace hacen hacer haces hacia hacian hacias " +
    "haciendo hecho hice hiciste hicieron hizo hubo ir iba iban ibas la las le les lo los luego mas me mi mia mio mientras mis misma mismo " +
    "muy mucha mucho muchas muchos nada ni ningun ninguna no nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro " +
    "otros para pero poco poca por porque pronto puede pueden puedes pues que quien quienes se sea ser si sido siempre sin sobre sois solo son soy " +
    "su sus suya suyo tal tambien tampoco tan tanta tanto te tenia tenian tenias tener tengo tiene tienen tienes ti toda todas todavia todo todos tras tu tus " +
    "tuya tuyas tuyo tuyos tuve tuviste tuvo u un una unas uno unos usted ustedes va van vas vez veces y ya yo " +
    "habria habrias quieres quieras quisieras gustaria podria podrias puedas seria sera seras"
  ).split(" "),
);
const englishFunction = new Set(
  (
    "anymore don dont didnt wasnt isnt doesnt couldnt wouldnt havent weren arent re ve ll s t d m youre youve shall cannot cant anyone sort bit " +
    "etc im youd hadnt whats hows wheres whos whens thered itd didn whatever whoever whichever someone noone nobody nothing none not no else yet ago able"
  ).split(" "),
);

/** Words in which one asks and remembers: they say nothing of what is asked about. */
const asking = new Set(
  (
    "ask asked asks remember remembered recall memory memories mention mentioned speak spoke spoken talk talked tell share shared describe described " +
    "think thought mind come back picture moment story stories like feel felt more most look today day days time times life lives family person people " +
    "first best still always word words way happen happened please start old young " +
    "recuerda recuerdas recuerdos recuerdo recordar acuerdas mencionaste mencionar hablaste hablar habla hablame cuenta cuentas cuentame contaste contar " +
    "contabas dime decir dijiste dices describe describeme describir piensas pensar pensabas mente momento historia historias viene vienen venir sentiste sentir " +
    "sientes sentias hoy dia dias tiempo tiempos vida vidas familia persona personas gente primera primer primero mejor palabra palabras manera forma paso pasaba ocurrio " +
    "sigue sigues queda gusta favor"
  ).split(" "),
);

/** Words for the same thing, so that a question in other words is known again. */
const sameThings = new Map(
  (
    "mother mum mom mama mammy mommy mummy madre|father dad daddy papa pa padre|grandmother grandma granny nana abuela abuelita|" +
    "grandfather grandpa grandad granddad abuelo abuelito|smell smells scent odour odor aroma olor oler huele olia olias oliste|" +
    "house home casa hogar|child children childhood kid kids little small nino nina ninos infancia ninez pequeno pequena|" +
    "school schooldays classroom class escuela colegio clase|teacher teachers schoolteacher maestro maestra profesor profesora|" +
    "job work worked working trabajo trabajar trabajabas trabajaste oficio empleo|friend friends buddy pal amigo amiga amigos amistad|" +
    "husband spouse marido esposo|wife esposa mujer|marry married marriage wedding wed boda casaste casamiento matrimonio|" +
    "teach taught learn learned learnt show showed ensenar enseno aprendiste aprender|sing sang song songs singing cancion canciones cantar cantaba cantabas|" +
    "play played game games juego juegos jugar jugabas jugaba|eat ate food meal meals dish dishes comer comida comias plato|" +
    "cook cooked cooking cocinar cocinaba cocinabas|town village pueblo aldea|street road calle|war wartime guerra|" +
    "die died death dead passing muerte murio morir fallecio|baby babies birth born bebe nacimiento nacio naciste nacer|sister sisters hermana|brother brothers hermano|" +
    "begin began beginning start started empezar empezo empezaste comenzo|sound sounds sounded noise hear heard sonido sonidos sonaba oir oias oiste oyes|" +
    "travel trip journey voyage viaje viajar|meet met encounter conocer conociste|" +
    "sick ill illness sickness disease enfermedad enfermo enferma|sleep slept dormir dormia dormias dormiste"
  )
    .split("|")
    .flatMap((group) => {
      const words = group.split(" ");
      return words.map((word): [string, string] => [word, words[0] ?? word]);
    }),
);

/** A text without what stands in quotation marks: that is somebody else's words. */
export function replaceQuoted(text: string, by: string): string {
  return text.replace(/“[^”]*”|"[^"]*"|«[^»]*»/gu, by);
}

/** A text's plain tokens: case, diacritics and punctuation are gone. */
export function readWords(text: string): string[] {
  return readTokens(splitWords(text)).map((token) => token.text);
}

/** Words that state something, in order, each once. */
export function readContent(text: string): string[] {
  return [
    ...new Set(
      readWords(text).filter(
        (word) =>
          !isFunctionWord(word) &&
          !spanishFunction.has(word) &&
          !englishFunction.has(word) &&
          word.length > 1,
      ),
    ),
  ];
}

/** What a text is about: its content without the words of asking; what means the same is the same word. */
export function readSubject(text: string): string[] {
  const subject = readContent(text)
    .filter((word) => !asking.has(word))
    .map((word) => sameThings.get(word) ?? word);
  return [...new Set(subject)];
}

/** The words of the first list that stand, in some form, in the second. */
export function findShared(words: readonly string[], others: readonly string[]): string[] {
  const set = new Set(others);
  return words.filter((word) => sharesStem(word, set));
}

/** How many words of a text are function words of English and of Spanish alone; names are of neither. */
export function countLanguageWords(text: string): Record<InterviewLanguage, number> {
  const words = readWords(text);
  const both = (word: string) =>
    (isFunctionWord(word) || englishFunction.has(word)) && spanishFunction.has(word);
  return {
    en: words.filter((word) => !both(word) && (isFunctionWord(word) || englishFunction.has(word))).length,
    es: words.filter((word) => !both(word) && spanishFunction.has(word)).length,
  };
}
