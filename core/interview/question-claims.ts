import { sharesStem } from "../word-stems.ts";
import type { InterviewLanguage } from "./interview.ts";
import { readWords, replaceQuoted } from "./question-words.ts";

/** Ways to put an answer into somebody's mouth. On plain words: small, without accents and apostrophes. */
const leads: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:(?:dont|didnt|doesnt|isnt|arent|wasnt|werent|wouldnt|havent|hasnt|couldnt|cant) (?:you|it|he|she|they|that|there|your|the|this)|(?:you|it|that|he|she|they) must(?:ve| have| be| feel)?|must have (?:been|felt)|would you (?:agree|say that)|do you agree|im sure|i am sure|i (?:imagine|bet|suppose|guess|assume|think)|it (?:sounds|seems|looks)|sounds like|obviously|surely|of course|admit|isnt it true|how (?:hard|difficult|tough|bad|good|easy))\b/,
  es: /\b(?:no (?:te parecio|te parece|crees|cree|piensas|era|fue|fueron|estabas|te sentias|te sentiste|sentias|es cierto|es verdad)|(?:debiste|debio|debieron|debes|debe|debias) (?:de )?(?:ser|haber|estar|sentir|sentirte|sufrir|pasar|tener)|habras|habra sido|seguro que|estoy segur[oa]|imagino|supongo|me parece|parece que|por supuesto|claro que|desde luego|obviamente|estas de acuerdo|a que (?:si|fue|era)|(?:que tan|cuan|lo) (?:dificil|dur[oa]|mal[oa]|buen[oa]|bien|facil)|lo mucho que)\b/,
};

/** Feelings and judgements; stems, so that every form is met. They may be named only after the narrator named them. */
const feelings: Record<InterviewLanguage, RegExp> = {
  en: /^(?:terribl\w*|awful\w*|horribl\w*|horrif\w*|dreadful\w*|traumati\w*|tragic\w*|tragedy|devastat\w*|heartbreak\w*|heartbroken|painful\w*|afraid|scar(?:ed|y|ing)|frighten\w*|terrif\w*|sad(?:ly|ness|dest)?|happ(?:y|iness|iest|ier)|proud\w*|pride|angry|anger|furious|ashamed|shame\w*|guilt\w*|lonel\w*|jealous\w*|envious|miserabl\w*|wonderful\w*|amazing\w*|fantastic\w*|marvell?ous\w*|magical|delightful\w*|delighted|joy\w*|excit\w*|thrill\w*|nervous\w*|anxious\w*|worried|desperate\w*|despair|hopeless\w*|hate\w*|regret\w*|bitter\w*|disappoint\w*|humiliat\w*|embarrass\w*|unfair\w*|cruel\w*|overwhelm\w*|suffer\w*|grateful\w*|blessed|glad|lucky)$/,
  es: /^(?:terribl\w*|horribl\w*|horroros\w*|espantos\w*|traumatic\w*|tragic\w*|tragedia|devasta\w*|desgarrador\w*|doloros\w*|dolor|miedo\w*|asusta\w*|susto|aterra\w*|trist\w*|feli(?:z|ces|cidad)\w*|orgullos\w*|orgullo|enfad\w*|rabia|furios\w*|enoj\w*|verguenza|avergonz\w*|culpa\w*|soledad|celos\w*|envidia\w*|miserabl\w*|maravillos\w*|fantastic\w*|magic[oa]s?|alegr\w*|ilusion\w*|emocion(?:ad[oa]s?|ante)|nervios\w*|ansios\w*|preocupad\w*|desespera\w*|odi(?:o|ab\w*|ast\w*)|arrepent\w*|amarg\w*|decepcion\w*|humill\w*|injust\w*|cruel\w*|abrum\w*|sufri\w*|agradecid\w*|suerte|afortunad\w*)$/,
};

/** What a person says of itself, and what says that no machine speaks. */
const human: Record<InterviewLanguage, RegExp> = {
  en: /\b(?:when i was|i (?:remember|recall|grew|felt|feel|cried|cry|lived|also|too|loved|lost|miss|used to)|i was (?:born|there|young|a child|raised)|ive (?:been|felt|lived|lost|known|experienced)|i have (?:been|felt|lived|lost|known|experienced|a (?:mother|father|husband|wife|son|daughter|family|child|brother|sister))|me too|my (?:own |late |dear )?(?:mother|mum|mom|father|dad|grand\w+|husband|wife|son|daughter|children|kids|family|parents|childhood|youth|life|heart|hometown|brother|sister|eyes|friends?|wedding)|as an? (?:\w+ )?(?:mother|father|mum|mom|dad|woman|man|person|human|parent|grand\w+|listener like you)|(?:im|i am) (?:an? |only |just |really |also )*(?:human|person|real|woman|man|mother|father|parent|grand\w+|old|like you)|(?:im|i am) not (?:an? )?(?:\w+ )?(?:ai|machine|robot|computer|bot|program|artificial)|we (?:all )?humans|us humans|as humans|people like us|(?:you and|like) me|brings? (?:a )?tears? to my|makes me (?:cry|sad|happy|feel)|know (?:exactly )?how (?:you|that|it) feels?|am not ai|no (?:ai|machine|robot) here|my name is)\b/,
  es: /\b(?:cuando (?:yo )?era (?:nin[oa]|joven|pequen[oa]|chic[oa])|cuando yo|yo (?:recuerdo|me acuerdo|tambien|creci|naci|vivi|senti|perdi|misma?|mismo)|me acuerdo|recuerdo (?:que|cuando|mi|a|cuanto)|a mi tambien|mis? (?:propi[oa]s? |querid[oa]s? )?(?:madre|padre|mama|papa|abuel[oa]s?|marido|esposa|esposo|mujer|hij[oa]s?|familia|padres|infancia|juventud|vida|corazon|pueblo|herman[oa]s?|ojos|boda|amig[oa]s?)|como (?:madre|padre|mujer|hombre|persona que|ser humano|human[oa]|abuel[oa]|hij[oa])|soy (?:tambien )?(?:(?:una? )?(?:persona|human[oa]|mujer|hombre|madre|padre|abuel[oa]|real|ser humano|de carne))|no soy (?:una? )?(?:ia|maquina|robot|inteligencia|ordenador|programa|bot)|creci en|naci en|(?:yo )?(?:llore|senti|sufri) |me (?:emociona|hace llorar|da pena|alegra|duele)|se (?:muy bien )?(?:como|lo que) (?:te sientes|se siente|duele)|los humanos|gente como nosotros|me llamo|mi nombre es)\b/,
};

/** Whether a question suggests its answer, or names a feeling or judgement that was named in none of `said`. */
export function leadsOn(question: string, language: InterviewLanguage, said: readonly string[]): boolean {
  return leads[language].test(readWords(question).join(" ")) || namesFeeling(question, language, said);
}

/** Whether a feeling or a judgement is named that was named in none of `said`. */
export function namesFeeling(text: string, language: InterviewLanguage, said: readonly string[]): boolean {
  const named = readWords(text).filter((word) => feelings[language].test(word));
  const known = new Set(said.flatMap(readWords));
  return named.some((word) => !sharesStem(word, known));
}

/** Whether words of our own say that a person speaks. Quoted words are somebody else's. */
export function claimsToBeHuman(text: string, language: InterviewLanguage): boolean {
  const own = replaceQuoted(text, " ");
  return human[language].test(readWords(own).join(" "));
}
