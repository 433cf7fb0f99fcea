/** A stretch of a text, and how many tokens it is. */
export interface Piece {
  text: string;
  tokens: number;
}

/** Longer words are counted in parts: a tokenizer's time grows with the square of a word's length. */
const charactersOfWord = 32;

/**
 * Cuts a text into pieces of at most `tokensOfPiece` tokens, at the end of a sentence where there is one in the second
 * half of a piece. Undefined when the whole text has more than `maximumTokens`.
 */
export function cutAtTokens(
  text: string,
  countTokens: (word: string) => number,
  tokensOfPiece: number,
  maximumTokens: number,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  let words: string[] = [];
  let tokens = 0;
  let total = 0;
  const end = () => {
    if (words.length > 0) pieces.push({ text: words.join(" "), tokens });
    words = [];
    tokens = 0;
  };
  for (const word of splitWords(text)) {
    const more = countTokens(word);
    total += more;
    if (total > maximumTokens) return undefined;
    if (tokens + more > tokensOfPiece) end();
    words.push(word);
    tokens += more;
    if (tokens > tokensOfPiece / 2 && /[.!?…]["”’»)]*$/.test(word)) end();
  }
  end();
  // A text of nothing but spaces is a text all the same.
  return pieces.length > 0 ? pieces : [{ text: " ", tokens: 1 }];
}

function* splitWords(text: string): Iterable<string> {
  for (const [word] of text.matchAll(/\S+/g)) {
    if (word.length <= charactersOfWord) yield word;
    else yield* [...word.matchAll(new RegExp(`.{1,${charactersOfWord}}`, "gu"))].map(([part]) => part);
  }
}
