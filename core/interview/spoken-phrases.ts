import type { InterviewLanguage } from "./interview.ts";

/** What a narrator may say to the interviewer. */
export type SpokenOrder =
  | "finished"
  | "skip"
  | "decline"
  | "off-record"
  | "on-record"
  | "pause"
  | "resume"
  | "stop";

/** How one language says them. Every pattern means a whole clause in plain letters: small, without accents and apostrophes. */
interface Phrases {
  /** In the order in which they are tried. A group named `topic` says what is declined. */
  orders: [SpokenOrder, RegExp][];
  /** What may stand before or after an order and means nothing: "well", "please", "thank you". */
  filler: RegExp;
  /** A clause that tells what somebody said: what it frames was said in the story, not to us. */
  reporting: RegExp;
}

/** Alternatives, each a list of words with groups; they must be the whole clause, fillers aside. */
function whole(filler: string, ...alternatives: string[]): RegExp {
  return new RegExp(`^(?:(?:${filler}) )*(?:${alternatives.join("|")})(?: (?:${filler}))*$`);
}

const english = [
  "and|so|ok|okay|well|yes|yeah|yep|no|um|uh|erm|ah|oh|right|alright|all right|now|please|sorry|im sorry|actually|but|then",
  "i think|i guess|i suppose|i believe|i mean|you know|look|listen|honestly|thank you|thanks|thank you very much|dear|really",
  "for now|for today|today|tonight|for the moment|just|maybe|if you dont mind|if thats ok|if thats okay|if thats all right",
].join("|");
const spanish = [
  "y|e|pues|bueno|bien|si|no|eh|ah|oh|mire|mira|oye|oiga|vale|ok|okay|ahora|por favor|perdon|perdona|perdone|lo siento|pero",
  "creo que|creo|supongo|me parece|la verdad|entonces|gracias|muchas gracias|hija|hijo|por ahora|por hoy|hoy|de momento",
  "si no te importa|si no le importa|si te parece|ya|mejor|sabe|sabes|es que",
].join("|");

const it = "(?:this|that|it|this one|that one|this question|that question|the question)";
const brief = "(?:minute|moment|second|sec|bit|while)";
const here =
  "(?: (?:here|now|there|this|it|the interview|the recording|recording|for (?:now|today|tonight)))*";
const aqui = "(?: (?:aqui|ya|por hoy|por ahora|la entrevista|de grabar|ahora|ahi))*";
const momento = "(?:minuto|minutito|momento|momentito|segundo|segundito|rato|ratito)";
const person = "(?:\\w+|(?:my|the|our|his|her|their) \\w+(?: \\w+)?)";

export const spokenPhrases: Record<InterviewLanguage, Phrases> = {
  en: {
    filler: new RegExp(`^(?:${english})(?: (?:${english}))*$`),
    reporting: new RegExp(
      `\\b(?!i )${person} (?:had |has |have |would |always |just |then |also |once |used to )?(?:said|says|say|told|tells|tell|asked|asks|answered|whispered|shouted|replied|repeated|wrote|called out|goes|went like|was like)\\b|\\bi (?:said|told|asked|answered|whispered|shouted|replied|wrote)\\b(?! you)|^(?:said|says) \\w+`,
    ),
    orders: [
      [
        "off-record",
        whole(
          english,
          "(?:(?:lets|can we|could we|can i|could i|can you|could you|may we|may i|id like to|i want to|i would like to|can|could) )?(?:(?:go|keep|be|speak|talk|say|tell you) )?(?:(?:this|that|it|something)(?: part| bit)? )?(?:(?:is|stays|should be|must be|has to be|be|go) )?(?:strictly )?off (?:the )?record(?: (?:for (?:a|this) (?:minute|moment|second|bit|part)|between (?:us|you and me)))?",
          "(?:dont|do not) record (?:this|that)(?: part| bit)?",
          "stop recording(?: (?:this|that))?",
        ),
      ],
      [
        "on-record",
        whole(
          english,
          "(?:(?:lets|we can|can we|im|were|lets be) )?(?:(?:go|get|come|be) )?(?:back )?on (?:the )?record(?: again)?",
          "(?:you can |you may )?(?:start recording|record)(?: this| it)? again",
        ),
      ],
      [
        "decline",
        whole(
          english,
          "(?:id|i would|i will|ill) (?:really |much )?rather not(?: (?:talk|speak|say|go|answer|discuss|get|think|tell)(?: (?:about|into|of|on|anything|you|too|much|more))*(?: (?<topic>[\\w ]{1,40}))?)?",
          "(?:id|i would|i) prefer not to(?: (?:talk|speak|say|go|answer|discuss|get|think|tell)(?: (?:about|into|of|on|anything|you|more))*(?: (?<topic>[\\w ]{1,40}))?)?",
          "(?:i (?:really )?(?:dont|do not) (?:want|wish|like) to|i cant|lets not) (?:(?:talk|speak) about|discuss|go into|answer|get into) (?<topic>[\\w ]{1,40})",
          "(?:dont|do not) ask (?:me )?about (?<topic>[\\w ]{1,40})",
        ),
      ],
      [
        "stop",
        whole(
          english,
          `(?:lets|lets just|i want to|id like to|i would like to|can we|could we|we can|we could|i need to|i have to|we should|we have to|id better|wed better) (?:stop|end|finish|leave it|wrap up|call it a day)${here}`,
          "(?:stop|end) (?:here|the interview|the conversation)(?: here| now)?",
        ),
      ],
      [
        "pause",
        whole(
          english,
          `(?:give me|i need|let me have|let me take|lets take|lets have|can we take|can we have|could we take|could we have|can i have|i want|i could use) (?:a|an|one|just a|just one|some)(?: (?:short|little|quick|small))? (?:break|pause|rest|${brief})`,
          `(?:(?:lets|can we|could we) )?pause(?: (?:this|here|it|the recording|for a ${brief}))*`,
          `(?:one|a|just a) ${brief} please`,
        ),
      ],
      [
        "skip",
        whole(
          english,
          `(?:(?:lets|can we|could we|can you|could you|can i|id like to|i want to|i would like to|ill|we can) )?(?:skip|pass on)(?: over)? ${it}`,
          "(?:(?:lets|can we|could we|go|can i have|can we have|give me|lets go|lets move|move|ask me)(?: on)?(?: to)? )?(?:the next|next|another|a different) question",
          "(?:lets )?move on|lets go on to something else|ask (?:me )?something else|lets talk about something else|ill pass",
        ),
      ],
      [
        "finished",
        whole(
          english,
          "(?:thats|that is|that was|thatll be) (?:about )?(?:all|it|everything|the whole story|the end of (?:it|the story|that story))(?: (?:i|that i|there is|there was|there is to)(?: (?:remember|know|recall|have|wanted|can|could|had|to|say|tell|think of|add|it|that|about|you|him|her|them|remember))*)?",
          "(?:im|i am|were|we are) (?:all )?(?:done|finished)(?: (?:now|with (?:this|that)|answering|talking))*",
          "ive (?:finished|said (?:it all|everything|all i (?:know|wanted)))",
          "(?:theres |there is |i have |ive got |i got )?nothing (?:else|more)(?: (?:to|say|add|tell|about|it|that|you))*",
        ),
      ],
      [
        "resume",
        whole(
          english,
          "(?:lets|we can|i can|can we|shall we|im ready to) (?:go on|continue|carry on|keep going|resume|start again)(?: again)?",
          "(?:im|i am|were) (?:ready|back)(?: again)?",
        ),
      ],
    ],
  },
  es: {
    filler: new RegExp(`^(?:${spanish})(?: (?:${spanish}))*$`),
    reporting:
      /\b(?:dijo|dijeron|dije|decia|decian|dice|dicen|diciendo|contesto|contestaba|respondio|respondia|repetia|pregunto|preguntaba|gritaba|grito|susurro|escribio|pidio|pedia|contaba|conto)\b/,
    orders: [
      [
        "off-record",
        whole(
          spanish,
          "(?:(?:esto|eso|lo que sigue|lo siguiente|esta parte) )?(?:(?:que|quede|esto|queda|vamos|va|es|quiero|quisiera|podemos|puedo|hablar|hablemos|hablo|decir|dejemos|dejame|seguir|sigamos|estamos|lo|digo|algo) )*(?:fuera del? (?:registro|grabacion|la grabacion|micro|microfono)|off the record|extraoficialmente)(?: (?:un|por un) momento)?",
          "(?:(?:esto|eso) )?no (?:lo )?grabe(?:s|n)?(?: (?:esto|eso|esta parte))?",
          "(?:deja|deje|para|pare|dejen) de grabar(?: (?:esto|un momento))?",
          "que no se grabe(?: (?:esto|eso))?",
        ),
      ],
      [
        "on-record",
        whole(
          spanish,
          "(?:(?:volvemos|volvamos|vuelvo|vuelve|otra vez|de nuevo|de vuelta|estamos|seguimos|podemos volver) )*(?:al|en el|dentro del) registro(?: (?:otra vez|de nuevo))?",
          "(?:(?:puedes|puede|pueden|podemos) )?(?:volver a grabar|seguir grabando|grabar (?:otra vez|de nuevo))",
          "(?:vuelve|vuelva|vuelvan|volvemos|volvamos) a grabar|graba (?:otra vez|de nuevo)",
        ),
      ],
      [
        "decline",
        whole(
          spanish,
          "(?:yo )?(?:preferiria|prefiero|quisiera|preferiria mejor) no (?:hablar|contar|contarlo|decir|decirlo|tocar|contestar|responder|recordar|entrar)(?:lo|la)?(?: (?:de|del|sobre|en|a|nada|mas|ese tema|acerca de))*(?: (?<topic>[\\w ]{1,40}))?",
          "(?:yo )?no (?:quiero|quisiera|me gustaria|me apetece|puedo) hablar (?:de|del|sobre) (?<topic>[\\w ]{1,40})",
          "de (?:eso|esto|ese tema) (?:prefiero no|no quiero|no me gusta|mejor no) (?:hablar|hablemos)",
          "no (?:hablemos|hablamos) (?:de|del|sobre) (?<topic>[\\w ]{1,40})",
          "no me pregunte(?:s|n)? (?:por|sobre|de|del) (?<topic>[\\w ]{1,40})",
        ),
      ],
      [
        "pause",
        whole(
          spanish,
          `(?:dame|deme|denme|dejame|dejeme|necesito|espera|espere|paremos|paramos|para|pare) (?:solo )?un ${momento}`,
          "(?:(?:hagamos|hacemos|vamos a hacer|podemos hacer|necesito|quiero|quisiera|tomemos|podemos tomar|vamos a tomar|me gustaria) )(?:hacer |tomar )?(?:una (?:pequena )?pausa|un (?:pequeno )?(?:descanso|respiro))",
          `(?:un ${momento}|una pausa|un descanso) por favor`,
          "pausa",
        ),
      ],
      [
        "stop",
        whole(
          spanish,
          `(?:vamos a|quiero|quisiera|me gustaria|podemos|prefiero|hay que|necesito|tengo que|deberiamos) (?:parar|terminar|acabar|dejarlo|detenernos|pararlo)${aqui}`,
          `(?:paremos|terminemos|acabemos|dejemoslo|detengamonos|lo dejamos|paramos|terminamos)${aqui}`,
        ),
      ],
      [
        "skip",
        whole(
          spanish,
          "(?:(?:pasemos|pasamos|vamos|vayamos|pasa|pase|pasar|quiero|hazme|hagame|dame|deme)(?: a)? )?(?:la )?(?:siguiente|otra|proxima) pregunta",
          "(?:pasemos|pasamos|vamos|pasa|pase) a (?:la siguiente|la proxima|otra|otra cosa)",
          "(?:saltate|saltese|salta|salte|saltemos|saltemonos|saltamos|omite|omita|quiero saltar|podemos saltar|podemos saltarnos|quiero saltarme) (?:esta|esa|la|esto|eso)(?: pregunta)?",
          "(?:preguntame|pregunteme) (?:otra cosa|algo distinto)|hablemos de otra cosa|paso(?: de esta)?",
        ),
      ],
      [
        "finished",
        whole(
          spanish,
          "(?:eso|esto) (?:es|fue|seria|ha sido) todo(?: (?:lo que|por mi parte|recuerdo|me acuerdo|se|tengo|puedo|queria|quiero|decir|contar|que))*",
          "(?:esta|he terminado|he acabado|termine|acabe|es todo|nada mas|hasta aqui|ya he terminado|ya esta)(?: (?:que|decir|contar))*",
          "no (?:hay|tengo|recuerdo|me acuerdo de|se) (?:nada )?mas(?: (?:que|decir|contar|anadir))*",
        ),
      ],
      [
        "resume",
        whole(
          spanish,
          "(?:sigamos|continuemos|seguimos|continuamos|podemos seguir|podemos continuar|vamos a seguir|adelante)(?: adelante)?",
          "(?:estoy list[oa]|he vuelto|estoy aqui)",
        ),
      ],
    ],
  },
};
