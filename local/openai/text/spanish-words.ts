const list = (words: string) => new Set(words.split(" "));

/** Spanish words that carry no subject of their own. */
export const spanishStopWords = list(
  "a al algo alguien algún alguna algunas alguno algunos allá allí ante antes aquel aquella aquellas aquello aquellos aquí así aún aunque bajo bastante bien cada casi como cómo con " +
    "contra cosa cosas cual cuál cuales cuando cuándo cuanto de del demasiado desde después donde dónde durante e el él ella ellas ellos en entonces entre era eran eras es esa esas ese eso esos " +
    "esta está estaba estaban están estar este esto estos fue fueron fui ha había habían hace hacia han has hasta hay he hoy la las le les lo los luego más me mi mí mientras mis misma mismo mucha muchas " +
    "mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotras nosotros nuestra nuestras nuestro nuestros nunca o otra otras otro otros para pero poca pocas poco pocos por porque pues " +
    "que qué quien quién quienes se sea ser si sí sido siempre sin sobre solo sólo son soy su sus tal también tampoco tan tanta tanto te tener ti tiene toda todas todavía todo todos tras tu tú tus " +
    "un una unas uno unos usted va vamos van y ya yo bueno mira pues verdad vale claro entonces según aquí ahí vez veces",
);

/** Verbs that look like nouns behind "la" and "los". */
export const spanishVerbs = list(
  "tenía hacía decía quería podía sabía veía vivía ponía venía salía traía oía leía reía sentía conocía perdía vendía cosía dormía subía corría parecía debía seguía pedía creía cogía recogía " +
    "tenían hacían decían querían podían sabían veían vivían ponían venían salían traían oían llamo llama llaman llamé recuerdo recuerda echo quiero quise vi vio tuve hizo hice dio dijo puso trajo cuento digo haya hubiera " +
    "enseñé ayudé crie conocí perdí guardo guarda tengo",
);

/** Frequent Spanish first names: a capital at the start of a sentence shows nothing. */
export const spanishFirstNames = list(
  "Aarón Abel Adela Adelaida Adolfo Adrián Agustín Aitor Alberto Alejandra Alejandro Alfonso Alfredo Alicia Alonso Álvaro Amalia Amparo Ana Andrés Ángel Ángela Ángeles Antonia Antonio Araceli Arturo Asunción Aurelio Aurora " +
    "Beatriz Benito Bernardo Blanca Camila Candelaria Carlos Carlota Carmen Carolina Casimiro Catalina Cecilia César Clara Claudia Clemente Concepción Concha Consuelo Cristina Cruz Dámaso Daniel David Delfina Diego Dolores Domingo " +
    "Eduardo Elena Elisa Eloísa Elvira Emilia Emilio Encarna Encarnación Enrique Ernesto Esperanza Esteban Eugenia Eugenio Eulalia Eusebio Eva Fabián Federico Felipe Felisa Fermín Fernando Fidel Florencia Francisca Francisco Gabriel Gabriela " +
    "Gerardo Gloria Gonzalo Gregorio Guadalupe Guillermo Gustavo Héctor Herminia Hilario Hugo Ignacio Inés Inmaculada Irene Isabel Isidro Ismael Jacinto Jaime Javier Jesús Joaquín Jorge José Josefa Josefina Juan Juana Julia Julián Julio " +
    "Laura Leonor Lola Lorenzo Lourdes Lucas Lucía Luis Luisa Luz Magdalena Manuel Manuela Marcelino Marcos Margarita María Mariana Mariano Marina Mario Marta Martín Mateo Matilde Mauricio Mercedes Miguel Milagros Modesto Mónica Nicolás Nieves Norma " +
    "Octavio Ofelia Óscar Pablo Paca Paco Paloma Patricia Paula Pedro Pepa Pepe Petra Pilar Rafael Raimundo Ramiro Ramón Raquel Raúl Remedios Ricardo Rigoberto Rita Roberto Rocío Rodrigo Rosa Rosalía Rosario Rufino Salvador Samuel Santiago Sara " +
    "Sebastián Sergio Silvia Simón Sofía Soledad Susana Teodoro Teresa Tomás Trinidad Úrsula Valentín Vicenta Vicente Víctor Victoria Virginia Yolanda Ximena",
);

/** Words that speak for a life chapter. */
export const spanishChapterWords: Record<string, RegExp> = {
  "early-life":
    /infancia|niñez|de niñ[oa]|nac[ií]\p{L}*|primeros años|juguete\p{L}*|jugab\p{L}*|mis padres|mi madre|mi padre|cre[cz]\p{L}+/gu,
  "coming-of-age":
    /juventud|adolescencia|de joven|dieciséis|diecisiete|dieciocho|mili|irme de casa|primer baile/gu,
  "education-and-work":
    /escuela|colegio|maestr[oa]s?|trabaj\p{L}+|oficio|fábrica|taller|empleo|sueldo|jefe|tienda|universidad|aprend\p{L}+/gu,
  "love-and-family":
    /bodas?|casa(?:mos|rme|ron|do|da)|novi[oa]|marido|mujer|espos[oa]|hij[oa]s?|niet[oa]s?|herman[oa]s?|familia|enamor\p{L}+|amor/gu,
  "historical-events":
    /guerra|soldad\p{L}+|dictadura|república|revolución|golpe|exilio|emigr\p{L}+|huelga|terremoto|inundación|noticia/gu,
  "hobbies-and-passions":
    /música|guitarra|violín|cantar|bail\p{L}+|pesca\p{L}*|fútbol|huerto|jardín|pint\p{L}+|cocina\p{L}*|viaje|ajedrez/gu,
  "wisdom-and-reflection":
    /consejo|aprendí|lección|arrepient\p{L}+|orgull\p{L}+|si pudiera|sabiduría|decisión/gu,
  "faith-and-values":
    /iglesia|misa|dios|virgen|rez\p{L}+|fe|fiesta|santo|procesión|costumbre|creencias|sagrad\p{L}+/gu,
};
