import type { Sentence } from "./sentences.ts";

/** Words and phrases that speak for a life chapter; a star stands for any ending. */
const chapterWords: Record<string, string> = {
  "early-life":
    "born, childhood, as a child, as a boy, as a girl, little boy, little girl, when i was little, when i was small, grew up, growing up, kindergarten, toy, toys, nursery, baby, playground, hide and seek, bedtime, my parents, i was three, i was four, i was five, i was six, i was seven, i was eight, i was nine, i was ten, years old, grade school, first grade, second grade, third grade, barefoot, marbles, tree house, my bedroom, farmhouse",
  "coming-of-age":
    "teenage*, sixteen, seventeen, eighteen, high school, prom, first kiss, first date, first car, left home, leaving home, moved out, grew into, on my own, my first job, driver's license, graduation, graduated, rebel*, i was fourteen, i was fifteen, i was nineteen, became a man, became a woman, adolescen*, drafted, run away, ran away, first time i",
  "education-and-work":
    "school, teacher, teach*, classroom, college, university, degree, studied, student*, exam*, job, jobs, work, worked, working, factory, boss, office, career, salary, wages, paycheck, shift, apprentice*, foreman, union, hired, fired, retired, business, shop, company, mill, mine, mines, coworker*, customers, trade, promoted, scholarship, nurse, engineer, carpenter, machine, assembly line",
  "love-and-family":
    "married, marry, wedding, wife, husband, fell in love, in love, love, loved, kiss*, honeymoon, engaged, proposed, sweetheart, bride, groom, anniversary, courting, dance, danced, our children, our son, our daughter, pregnant, baby, my son, my daughter, grandchildren, family, mother, father, sister*, brother*, cousin*, holding hands, widow*",
  "historical-events":
    "war, soldier*, army, navy, bomb*, president, kennedy, depression, dust bowl, rationing, ration*, refugee*, camp, invasion, occupied, occupation, hitler, nazi*, pearl harbor, vietnam, korea, moon landing, landed on the moon, assassinat*, civil rights, march, strike, revolution, immigra*, ellis island, berlin wall, soviet*, russians, germans, election, draft, troops, flood, earthquake, hurricane, blackout, air raid, liberated, liberation, integration, protest*",
  "hobbies-and-passions":
    "fishing, fish, fiddle, violin, piano, guitar, accordion, band, music, song*, sang, sing*, choir, garden*, tomatoes, roses, baseball, football, hockey, chess, painting, paint*, knit*, quilt*, sew*, bake*, baking, recipe*, cook*, hunting, hiking, camping, sailing, boat, dance*, dancing, collect*, stamps, photograph*, camera, carving, woodwork*, reading, books, poem*, bicycle, motorcycle*, horse*, radio*, crossword*, cards, hobby, theater, movies",
  "wisdom-and-reflection":
    "learned, learnt, lesson*, looking back, regret*, wish i had, advice, i realized, i realised, matters, what matters, important thing, wisdom, wise, if i could, proud of, grateful, forgive*, forgave, at my age, old age, when you get old, you should, never forget, always remember, meaning, mistake*, patience, understand now, life is, taught me, my secret, the secret",
  "faith-and-values":
    "church, god, pray*, prayer*, faith, priest, pastor, rabbi, mass, bible, synagogue, temple, mosque, sabbath, baptized, baptised, baptism, communion, confirmation, sunday school, hymn*, holy, blessing*, blessed, christmas eve, easter, ramadan, passover, minister, sermon, believe, believed, belief, soul, heaven, angel*, candle*, rosary, nun, nuns, values, honest*, charity, sin",
};

/** Words that speak for a theme. */
const themeWords: Record<string, string> = {
  animals: "dog, dogs, cat, horse*, cow, cows, chicken*, pony, puppy, goat*, sheep, mule, barn",
  childhood:
    "childhood, as a child, little girl, little boy, toys, marbles, playground, when i was little, grew up",
  community: "neighbor*, neighbour*, village, town, parish, everybody came, community, street",
  courage: "brave, courage*, afraid, scared, dared, danger*, escape*, risk*, hid, hiding",
  faith: "church, god, pray*, prayer*, faith, priest, bible, synagogue, hymn*, sunday school",
  farming: "farm*, harvest*, field, fields, plow*, wheat, corn, tractor, barn, crop*, cows, hay",
  food: "bread, bake*, baking, cook*, kitchen, recipe*, soup, pie, cake, supper, dinner, potatoes, flour, dough, jam, dumpling*, pierogi",
  friendship: "friend*, friendship, buddy, pal, best friend",
  holidays: "christmas, easter, thanksgiving, hanukkah, passover, new year*, holiday*, halloween",
  home: "house, home, kitchen, porch, roof, attic, basement, bedroom, apartment",
  loss: "died, death, funeral, buried, grave, grief, mourn*, cried, widow*, passed away, lost him, lost her, gone",
  love: "love, loved, fell in love, sweetheart, kiss*, married, wedding, honeymoon, husband, wife",
  migration:
    "immigra*, emigra*, refugee*, border, passport, suitcase*, boat, ship, ellis island, new country, homeland, moved to, left home",
  money: "money, poor, rent, debt*, wages, dollar*, cents, penny, pennies, afford, saved, bank",
  music:
    "music, song*, sang, sing*, singing, fiddle, violin, piano, guitar, accordion, band, choir, radio, danced, record",
  "nature and sea":
    "lake, river, sea, ocean, boat, fishing, fish, storm, waves, mountain*, forest, woods, snow, garden*",
  school: "school, teacher*, classroom, class, college, university, exam*, graduat*, homework",
  sports: "baseball, football, hockey, soccer, boxing, skating, race, team, coach, game",
  travel: "train, trip, road, travel*, journey, drove, airplane, bus, ticket, ship",
  war: "war, soldier*, army, navy, bomb*, air raid, troops, shelter, rationing, uniform, front",
  work: "work, worked, job, factory, mill, mine, mines, shift, boss, foreman, wages, shop, office, apprentice*",
};

const matchers = new Map<string, RegExp>();

/**
 * The life chapters that a story's words speak for, the strongest first; `allowed` are the names that may be answered.
 * A story whose words speak for none has no chapters.
 */
export function findChapters(sentences: Sentence[], allowed: string[]): string[] {
  const scores = allowed
    .map((chapter) => ({ chapter, score: scoreWords(sentences, chapterWords[chapter] ?? "") }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const best = scores[0]?.score ?? 0;
  return scores.filter(({ score }, i) => i === 0 || score >= Math.max(2, best * 0.45)).map((s) => s.chapter);
}

/** Up to six themes that a story's words speak for, the strongest first. */
export function findThemes(sentences: Sentence[]): string[] {
  return Object.entries(themeWords)
    .map(([theme, words]) => ({ theme, score: scoreWords(sentences, words) }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score)
    .filter(({ score }, _, [best]) => score >= 0.4 * (best?.score ?? 0))
    .slice(0, 6)
    .map(({ theme }) => theme);
}

/** Each hit counts, a phrase more than a word, but the same again counts ever less. */
function scoreWords(sentences: Sentence[], list: string): number {
  if (list === "") return 0;
  let matcher = matchers.get(list);
  if (!matcher) {
    const patterns = list.split(", ").map((entry) => entry.replace(/\*$/, "\\p{L}*"));
    matcher = new RegExp(`(?<![\\p{L}'])(?:${patterns.join("|")})(?![\\p{L}'])`, "gu");
    matchers.set(list, matcher);
  }
  const hits = new Map<string, number>();
  for (const { words } of sentences) {
    for (const [hit] of words.join(" ").matchAll(matcher)) hits.set(hit, (hits.get(hit) ?? 0) + 1);
  }
  return [...hits].reduce((sum, [hit, count]) => sum + Math.sqrt(count) * (hit.includes(" ") ? 1.5 : 1), 0);
}
