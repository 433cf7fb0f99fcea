import type { InterviewLanguage } from "../../core/interview/interview.ts";

const list = (words: string) => new Set(words.split(" "));

/** Words, without accents, that show neither what a question is about nor that it was heard what was said. */
export const idleWords: Record<InterviewLanguage, Set<string>> = {
  en: list(
    "a about above after again against ago all also always am an and another any anybody anything are around as ask at away back be became because become been before began begin being belong best better between both " +
      "bring brings brought but by call called came can carry change changed clearly come comes connect could day days did do does done down during each earlier else end ever every everybody everything " +
      "family far feel felt few find first for found from front gave get give given go goes going gone good got great had happen happened happens has have having he heard hear her here him his hold hope how i if in into is it its itself just keep " +
      "kept kind knew know known last later learn left less let life like liked little long look looked lot made make many me mean means mention mentioned mind moment more most much must my near never new next no nobody not nothing now of off " +
      "often old on once one only or ordinary other our out over own part people person picture place put quite really remember right said same saw say says see seen seem she should show side since small so some somebody something soon " +
      "spoke spoken stay stays still stood story such take taken talk talked tell than thank that the their them then there these they thing things think this those thought through time times to today together told too took two under until up us used " +
      "very want was way we well went were what when where which while who whole whom why will with within without words would year years yes yet you your yourself",
  ),
  es: list(
    "a acuerdas ahi ahora al algo alguien algun alguna alla alli ano anos antes aquel aquella aquellas aquello aquellos aqui asi aun aunque ayuda bien bueno buena cabeza cada casi clase como con contar contarme contaste cosa cosas cual cuando cuanto cuenta cuentame da " +
      "dar de decir decia del delante dentro desde despues detras dia dias dice dicho dijo donde dos durante e el ella ellas ellos en encima entonces entre era eran eras eres es esa esas ese eso esos esta estaba estaban estado estan estar este esto estos familia " +
      "forma fue fueron fui gente gusta gustaria ha haber habia hablado hablar hace hacer hacia has hasta hay he historia hoy iba ir la las le les llega llego lo los luego lugar mal manera mas me mejor memoria mencionado menos mi mientras mis misma mismo momento mucha mucho " +
      "muchos muy nada nadie ni no nombrado nos nosotros nuestra nuestro nunca o otra otro otros para parte pasaba paso pensar pero persona piensas poco podia podias por porque primera primero pues puede puedes que quedado queda quien quieres " +
      "recuerda recuerdas recuerdo recordar sabe saber sabes se sea ser si siempre sido sientes siento sin sobre solo son soy su sus tal tambien tan tanto te tener tenia ti tiempo tiempos tiene tienes toda todas todavia todo todos trae tras tu tus un una unas uno unos va van veces ver ves " +
      "pronto sabria sabriamos decirte decirlo dificil verdad uy supongo vez vida viene vienen volver y ya yo",
  ),
};

/** Words by which a text shows its language. */
export const languageSigns: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:the|what|how|you|your|did|was|of|and|who|which|where|when|why|tell|with|about|most|in|it|that|to|do|gets|out|an|be)\b/gi,
  es: /(?<!\p{L})(?:qué|cómo|quién|dónde|adónde|cuándo|cuál|el|la|los|las|un|una|de|del|al|te|tu|tus|ti|tú|que|era|con|en|para|por|lo|se|y)(?!\p{L})/giu,
};

/** Spoken by somebody who would be a person. */
export const humanClaims: Record<InterviewLanguage, RegExp> = {
  en: /\bI(?:['’]m| am) (?:(?:a|an|only|just|really|also) )*(?:human|person|real|woman|man|mother|father|grandmother|grandfather)\b|\bwhen I was (?:a|your|young|little|small|growing)|\bmy own (?:mother|father|childhood|family|life|children|wife|husband)\b|\bI (?:also |too |still )?(?:grew up|remember|cried|was born)\b|\bas a (?:person|human|mother|father) myself\b/i,
  es: /(?<!\p{L})soy (?:(?:una|un|también|solo) )*(?:human[oa]|persona|mujer|hombre|madre|padre|abuel[oa])|cuando yo era|mi propi[oa] (?:madre|padre|infancia|familia|vida)|yo también (?:crecí|lloré|recuerdo|nací)/iu,
};

export const saysWhatItIs: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:AI|artificial intelligence|computer program(?:me)?)\b/i,
  es: /(?<!\p{L})(?:IA|inteligencia artificial|programa de ordenador|programa informático)(?!\p{L})/iu,
};

export const leading: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:isn['’]t it|wasn['’]t it|don['’]t you (?:think|agree)|didn['’]t you|must have been|you must have|surely|of course you|wouldn['’]t you say|right\?|how (?:wonderful|terrible|happy|sad|proud) (?:were|was|did))/i,
  es: /(?:¿verdad\?|¿no\?|no crees que|seguro que|debió de ser|debiste de|sin duda|no es cierto|qué (?:feliz|triste|orgullos[oa]) (?:eras|estabas|te sentías))/iu,
};

/** A second question behind the first. */
export const secondQuestion: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:and|or|but)\b,? (?:what|how|who|whom|where|when|why|which|did|do|does|was|were|is|are|could|can|would)\b|,\s*(?:what|how|who|where|when|why)\b[^,]*\?/i,
  es: /(?<!\p{L})(?:y|o|e|u|pero),? ¿?(?:a |de |con |por )?(?:qué|cómo|quién|quiénes|dónde|cuándo|cuál|cuánto)(?!\p{L})/iu,
};

/** A question word where the question begins to be asked. */
export const openings: Record<InterviewLanguage, RegExp> = {
  en: /(?:^|[,:] |\b(?:in|at|to|for|with|from|of|by|around|under|on) )(?:and )?(?:what|how|where|who|whom|whose|which|when|why|tell me|describe)\b/i,
  es: /(?:^|[,:] ?¿?|¿)(?:(?:a|de|con|por|para|en|desde|hasta|hacia|y) )?(?:(?:qué|cómo|dónde|quién|quiénes|cuál|cuáles|cuándo|cuánto|cuánta|cuántos|cuántas)(?!\p{L})|cuéntame|háblame)/iu,
};
