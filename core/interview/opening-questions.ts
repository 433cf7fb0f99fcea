import type { LifeChapter } from "../life-chapters.ts";

/**
 * Our own opening questions, 21 a chapter, one a line: depth, sensitivity, English|Spanish. A line's place is its id, so
 * new ones are added at the end. As text they weigh a third less in the Worker than as objects.
 */
export const openingQuestions: Record<LifeChapter, string> = {
  "early-life": `
11 What was the first thing you saw when you stepped out of your childhood home?|¿Qué era lo primero que veías al salir de la casa de tu infancia?
11 Which smell takes you straight back to your mother's or grandmother's kitchen?|¿Qué olor te lleva de vuelta a la cocina de tu madre o de tu abuela?
11 Where did you play after school with the children of your street?|¿Dónde jugabas después de clase con los niños de tu calle?
11 What did a winter evening look like in the room where everybody gathered?|¿Cómo era una noche de invierno en la habitación donde se reunían todos?
11 Who told you stories at bedtime, in whatever words you still know?|¿Quién te contaba cuentos antes de dormir, con las palabras que aún recuerdas?
11 What was under the bed, in the drawer or wherever you kept your treasures?|¿Qué guardabas en el cajón o en el escondite de tus tesoros?
11 How did your family wash clothes when you were small?|¿Cómo se lavaba la ropa en tu familia cuando tenías pocos años?
11 Which animal belonged to your first years?|¿Qué animal formó parte de tus primeros años?
11 What was on the table for a birthday in your early years?|¿Qué había en la mesa en un cumpleaños de tus primeros años?
11 Which toy did you carry everywhere?|¿Qué juguete llevabas a todas partes?
12 Who slept in the same room as you?|¿Con quién compartías dormitorio en aquella casa?
21 Which neighbour do you still see clearly, at the door or the fence?|¿A qué vecino sigues viendo con claridad, en su puerta o en su patio?
21 What is the very earliest picture that you have in your head?|¿Cuál es la imagen más antigua que tienes en la cabeza?
21 How did you get the name that you carry?|¿Cómo llegó a ti el nombre que llevas?
21 What mischief of yours did the grown-ups talk about for years?|¿De qué travesura tuya hablaron los mayores durante años?
22 Which rule of the house was never to be broken?|¿Qué norma de la casa no se podía romper nunca?
22 What did your father's hands do all day long?|¿Qué hacían las manos de tu padre a lo largo del día?
22 Who looked after you when you were ill with a fever?|¿Quién te cuidaba cuando estabas en cama con fiebre?
32 What did you come to understand about your parents only much later?|¿Qué entendiste de tus padres solo mucho más tarde?
33 What was scarce in those first years, so that everybody noticed?|¿Qué escaseaba en aquellos primeros años, tanto que todos lo notaban?
33 Who was missing from the family table when you were little?|¿Quién faltaba en la mesa familiar cuando eras de corta edad?`,
  "coming-of-age": `
11 Where did young people meet on a Saturday night in your town?|¿Dónde se juntaban los jóvenes un sábado por la noche en tu pueblo?
11 Which song was playing everywhere the year you turned sixteen?|¿Qué canción sonaba en todas partes el año que cumpliste dieciséis?
11 What did you wear when you wanted to look grown-up?|¿Qué te ponías cuando querías parecer mayor?
11 Who was your closest friend at fifteen?|¿Quién era tu amistad más cercana a los quince?
11 How did you earn the first coins that were yours alone?|¿Cómo ganaste las primeras monedas que fueron solo tuyas?
11 What was the first journey that you made without your parents?|¿Cuál fue el primer viaje que hiciste sin tus padres?
11 Which dance, fair or party do you still see before you?|¿Qué baile, feria o verbena sigues viendo ante ti?
11 How did you learn to ride a bicycle, or to drive?|¿Cómo aprendiste a montar en bicicleta o a conducir?
11 What hung on the walls where you slept as a teenager?|¿Qué colgaba de las paredes donde dormías en la adolescencia?
21 Which book or film set your head spinning back then?|¿Qué libro o película te dio vueltas en la cabeza por entonces?
21 What did you imagine at seventeen that you would do all your life?|A los diecisiete, ¿qué te imaginabas haciendo el resto de tu vida?
21 Who, outside the family, took you seriously for the first time?|¿Quién, fuera de la familia, te tomó en serio por primera vez?
21 On which day did you notice that childhood was over?|¿Qué día notaste que la niñez había terminado?
22 What did you argue about with your parents around the supper table?|¿Qué discusiones tenías con tus padres durante la cena?
22 Whom did you have a crush on, long before anything serious?|¿Por quién suspirabas, mucho antes de nada serio?
22 What secret did you and a friend keep together?|¿Qué secreto guardaste junto a una amistad?
22 What was in the suitcase when you left home?|¿Qué llevabas en la maleta al irte de casa?
22 What did the mirror show you in those years?|¿Qué veías en el espejo en aquellos tiempos?
32 Which decision of your youth turned the rest of your road?|¿Qué decisión de tu juventud cambió el resto del camino?
32 What would that young person of eighteen make of you today?|¿Qué pensaría de ti hoy aquella persona de dieciocho?
33 What did you have to give up earlier than others of your age?|¿A qué tuviste que renunciar antes que otros de tu edad?`,
  "education-and-work": `
11 What did you see, hear and smell on the way to school?|¿Qué veías, oías y olías camino de la escuela?
11 Which teacher can you still imitate?|¿A qué maestra o maestro sabrías imitar todavía?
11 How did the very first working day of your life go?|¿Cómo fue el primer día de trabajo de tu vida?
11 What tool or machine did your hands know best?|¿Qué herramienta o máquina manejaban mejor tus manos?
11 What was in your lunch box, or on your plate at midday?|¿Qué había en tu fiambrera o en tu plato a mediodía?
11 Who shared your bench in class?|¿Quién se sentaba a tu lado en clase?
11 What could you see from your seat at school?|¿Cómo se veía el aula desde tu pupitre?
11 Which colleague made the long hours shorter?|¿Qué compañero de trabajo te hacía más cortas las jornadas?
11 How would you explain to an eight-year-old what you did all day at work?|¿Cómo le explicarías tu oficio a alguien de ocho años?
11 What did you buy with your first wages?|¿Qué compraste con tu primer sueldo?
21 What trick of your trade did an older hand pass on to you?|¿Qué truco del oficio te enseñó alguien con más experiencia?
21 Which subject opened a door for you?|¿Qué asignatura te abrió una puerta?
21 What happened on the most unusual day of all your working life?|¿Qué pasó el día más insólito de toda tu vida laboral?
21 Which piece of work would you show to your great-grandchildren?|¿Qué obra de tus manos o de tu cabeza enseñarías a tus bisnietos?
21 How did you find your way into that profession?|¿Por qué camino llegaste a tu profesión?
22 Who stood in your way at a workplace, as far as you care to say?|¿Quién te puso trabas en un empleo, hasta donde quieras contar?
22 What did the boss never find out?|¿De qué no se enteró nunca el jefe?
22 Which lesson did a failure teach you?|¿Qué lección te enseñó un fracaso?
32 What else would you have studied if every road had been open?|¿Qué otra cosa habrías estudiado con todos los caminos abiertos?
32 What was the last day at your longest job like?|¿Cómo fue el último día en tu empleo más largo?
33 What did a time without work or money do to your household?|¿Qué supuso para tu hogar una época sin empleo ni dinero?`,
  "love-and-family": `
11 Where did you first set eyes on somebody who became important to you?|¿Dónde viste por primera vez a alguien que llegó a importarte mucho?
11 Which dish brings all your relatives to one table?|¿Qué plato reúne a todos tus parientes alrededor de una mesa?
11 What do people in your family always say, that nobody else says?|¿Qué frase se dice en tu familia y en ninguna otra?
11 How did you spend an ordinary Sunday with those you lived with?|¿Cómo pasabas un domingo cualquiera con los tuyos?
11 What was the weather like on a wedding day you were part of?|¿Qué tiempo hacía el día de una boda en la que estuviste?
11 Who is the best storyteller among your relatives?|¿Quién es el mejor narrador entre tus parientes?
11 Which family photograph would you save first?|¿Qué fotografía familiar salvarías antes que ninguna?
11 What did a holiday with everybody packed together look like?|¿Cómo eran unas vacaciones con todos apretados?
11 How did you choose a name for a child, a pet or a doll?|¿Cómo elegiste el nombre de un hijo, de una mascota o de una muñeca?
21 Which habit did you take over from a brother, sister or cousin?|¿Qué costumbre se te pegó de un hermano, una hermana o un primo?
21 What did your grandparents have in their pockets or apron?|¿Qué llevaban tus abuelos en los bolsillos o en el delantal?
21 What did you learn about living with another person?|¿Qué aprendiste de la convivencia con otra persona?
21 Which letter, ring or gift do you keep above all the others?|¿Qué carta, anillo o regalo vale más de lo que costó?
22 What happened on the night or morning when a baby came into your life?|¿Qué pasó la noche o la mañana en que llegó un bebé a tu vida?
22 How did two of your relatives make peace after a quarrel?|¿Cómo hicieron las paces dos parientes tuyos después de una pelea?
22 What did you and your sweetheart write, whisper or promise?|¿Qué cartas, secretos o promesas compartías con tu amor?
22 Who became family without being a relation by blood?|¿Quién se volvió de la familia sin serlo de sangre?
32 What did raising, or watching over, somebody younger teach you?|¿Qué te enseñó criar o cuidar a alguien más joven?
32 Which trait of your mother or father do you find in yourself?|¿Qué rasgo de tu madre o de tu padre encuentras en ti?
33 Whose voice can you still hear, though they are no longer here?|¿De quién, que ya no está, oyes aún la voz?
33 How did you go on after a goodbye that changed your days?|¿Cómo seguiste adelante tras una despedida que cambió tus días?`,
  "historical-events": `
11 Where were you when you heard news that stopped everybody in the street?|¿Dónde estabas al oír una noticia que paró a todo el mundo en la calle?
11 What was the first television, radio or telephone in your home like?|¿Cómo fue el primer televisor, radio o teléfono de tu hogar?
11 Which invention changed your daily routine most?|¿Qué invento cambió más tu rutina diaria?
11 What did a bus ticket, a loaf or a coffee cost when you began to pay?|¿Cuánto costaba el pan, el café o el autobús cuando empezaste a pagar tú?
11 How did your street celebrate a great public day?|¿Cómo celebró tu barrio un gran día de fiesta nacional?
11 Which storm, flood, snow or heat does your town still talk about?|¿De qué tormenta, riada, nevada o ola de calor se habla aún en tu tierra?
11 What stood where the new buildings stand now?|¿Qué había antes donde hoy están los edificios nuevos?
11 How did you watch the moon landing, or another broadcast that everyone saw?|¿Cómo viste la llegada a la Luna u otra emisión que vio todo el mundo?
21 Which famous person crossed your path, however briefly?|¿Con qué persona célebre te cruzaste, aunque fuera un momento?
21 What did newcomers or foreigners bring to the place where you lived?|¿Qué trajeron los forasteros al lugar donde vivías?
21 Which words or manners of those times have died out?|¿Qué palabras o modales de aquella época se han perdido?
21 What did your grandparents tell you of the world before you were born?|¿Qué te contaron tus abuelos del mundo de antes de que nacieras?
21 How did you follow a great match, race or Olympic Games?|¿Cómo seguiste un gran partido, una carrera o unos Juegos Olímpicos?
21 What did the shops look like before supermarkets?|¿Cómo eran las tiendas antes de los supermercados?
22 Which election, strike or march were you in the middle of?|¿Qué elección, huelga o manifestación te tocó vivir desde dentro?
22 How did the months of the pandemic pass behind your door?|¿Cómo transcurrieron los meses de la pandemia tras tu puerta?
22 What was it like to cross a border in those days?|¿Cómo era cruzar una frontera en aquel entonces?
32 Which change in the world did nobody around you see coming?|¿Qué cambio del mundo no vio venir nadie a tu alrededor?
33 What did war, near or far, mean inside your family?|¿Qué significó la guerra, cercana o lejana, dentro de tu familia?
33 Who in your country could not speak freely, as you saw it?|¿Quién no podía hablar con libertad en tu país, tal como lo viste?
33 What did your people carry with them when they had to move?|¿Qué se llevaron consigo los tuyos cuando tuvieron que marcharse?`,
  "hobbies-and-passions": `
11 What do your hands like to do when nobody needs anything from you?|¿Qué les gusta hacer a tus manos cuando nadie te pide nada?
11 Which recipe could you cook with your eyes closed?|¿Qué receta podrías preparar con los ojos cerrados?
11 What grows, or once grew, in your garden or on your windowsill?|¿Qué crece, o creció, en tu huerto o en tu ventana?
11 Which tune do you hum while doing the dishes?|¿Qué melodía tarareas mientras friegas los platos?
11 Where would you go for a perfect walk?|¿Por dónde darías un paseo perfecto?
11 What did you collect, in albums, boxes or jars?|¿Qué coleccionabas, en álbumes, cajas o frascos?
11 Who taught you to play cards?|¿Quién te enseñó a jugar a las cartas?
11 Which team, player or club did you cheer for?|¿A qué equipo, jugador o club animabas?
11 What is the best thing that you ever sewed, built or repaired?|¿Qué es lo mejor que has cosido, construido o arreglado?
11 How did you discover the pastime that stayed with you longest?|¿Cómo descubriste la afición que más te ha durado?
21 Which instrument, choir or band was part of your life?|¿Qué instrumento, coro o banda formó parte de tu vida?
21 What trip would you take again tomorrow, just as it was?|¿Qué excursión repetirías mañana, tal como fue?
21 Which book have you read more than once?|¿Qué libro has leído más de una vez?
21 What was the worst thing that went wrong while fishing, camping or baking?|¿Qué fue lo que peor salió pescando, acampando u horneando?
21 Who were the people you shared that enthusiasm with?|¿Con qué gente compartías ese entusiasmo?
21 What does the sea, the mountain or the forest have that you need?|¿Qué tiene el mar, la montaña o el bosque que a ti te haga falta?
22 Which talent of yours surprised the others?|¿Qué talento tuyo sorprendió a los demás?
22 Which activity did you have to give up one day, much as you liked it?|¿Qué actividad tuviste que dejar un día, con lo que te gustaba?
31 What would you still like to learn?|¿Qué te gustaría aprender todavía?
32 How does time pass for you when you are lost in making something?|¿Cómo pasa el tiempo cuando te pierdes en una labor?
33 What did music or craft carry you through in dark times?|¿Qué tiempos oscuros te ayudó a atravesar la música o una labor?`,
  "wisdom-and-reflection": `
11 Which piece of advice turned out to be right for you?|¿Qué consejo te dieron que resultó ser cierto?
11 What small daily thing makes a morning good?|¿Qué pequeño detalle hace buena una mañana?
11 Which object in this room has a story to tell?|¿Qué objeto de esta habitación tiene una historia?
11 What saying of an old relative do you catch yourself using?|¿Qué refrán de un pariente mayor te sorprendes repitiendo?
11 Who made you laugh hardest in all your years?|¿Quién te ha hecho reír más en todos estos años?
11 Which place would you show a grandchild before all others?|¿Qué lugar le enseñarías a un nieto antes que ningún otro?
21 What do you know now that you would tell your twenty-year-old self?|¿Qué sabes ahora que le dirías a tu persona de veinte años?
21 Which stranger was kind to you when it counted?|¿Qué desconocido te tendió la mano cuando hacía falta?
21 What changed your mind about something you were sure of?|¿Qué te hizo cambiar de opinión sobre algo que dabas por seguro?
21 How do you make a difficult choice?|¿Cómo tomas una decisión difícil?
21 What has become easier with age?|¿Qué se ha vuelto más fácil con la edad?
21 Which mistake of yours turned out to be worth making?|¿De qué error has sacado provecho?
21 What would you put into a chest to be opened in a hundred years?|¿Qué meterías en un cofre que se abriera dentro de un siglo?
22 Whom would you like to thank, whether or not they can hear it?|¿A quién te gustaría dar las gracias, aunque no pueda oírte?
22 What do young people misunderstand about being old?|¿Qué no entienden los jóvenes sobre envejecer?
22 Which quality do you look for in a friend?|¿Qué cualidad buscas en una amistad?
31 What does home mean to you after all these moves and rooms?|¿Qué significa para ti la palabra hogar?
32 Which turning point divides your life into before and after?|¿Qué giro divide tu vida en un antes y un después?
32 How would you like to be described by those who come after?|¿Cómo te gustaría que te describieran quienes vengan después?
33 What would you do differently if you could begin again?|¿Qué harías de otra manera si volvieras a empezar?
33 How did you find forgiveness, given or received?|¿Cómo encontraste el perdón, dado o recibido?`,
  "faith-and-values": `
11 Which feast of the year was prepared for days in your house?|¿Qué fiesta del año se preparaba durante días en tu casa?
11 What was said before a meal where you grew up?|¿Qué se decía antes de comer donde creciste?
11 Which custom of your grandparents would you like to see go on?|¿Qué costumbre de tus abuelos te gustaría que siguiera viva?
11 Who showed you by example what being decent means?|¿Quién te mostró con su ejemplo qué es ser buena persona?
11 What did a holy day sound like where you lived?|¿Cómo sonaba un día sagrado donde vivías?
11 How did neighbours help one another where you lived?|¿Cómo se ayudaban los vecinos donde vivías?
11 Which candle, picture, charm or book had the best corner of the house?|¿Qué vela, imagen, amuleto o libro ocupaba un rincón especial?
12 Which prayer, poem or hymn do you know by heart?|¿Qué oración, poema o himno te sabes de memoria?
21 What promise have you kept longest?|¿Qué promesa has mantenido más tiempo?
21 Which value would you not trade for any money?|¿Qué valor no cambiarías por ningún dinero?
21 What did you do that nobody ever thanked you for?|¿Qué hiciste que nadie te agradeció jamás?
21 How were guests received at your door?|¿Cómo se recibía a los invitados en tu puerta?
22 Who in the congregation, village or neighbourhood did everybody respect?|¿A quién respetaba todo el mundo en tu comunidad?
22 What gives your days meaning?|¿Qué da sentido a tus días?
22 When did you stand up for somebody although it was inconvenient?|¿Cuándo diste la cara por alguien aunque no te convenía?
22 What did your parents teach you about honesty?|¿Qué te enseñaron tus padres sobre la honradez?
32 How has what you believe shifted over the decades?|¿Cómo ha ido cambiando aquello en lo que crees?
32 What do you wish for the little ones of this family?|¿Qué deseas para los pequeños de esta familia?
33 Where did you turn when nothing else held?|¿A quién acudiste cuando nada más se sostenía?
33 What do you think remains of us?|¿Qué crees que queda de nosotros?
33 Which doubt has walked beside you?|¿Qué duda ha caminado a tu lado?`,
};
