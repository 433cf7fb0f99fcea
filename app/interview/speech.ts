/** One judgement of a voice detector covers this much, in seconds. */
export const frameSeconds = 0.032;

/** Above this somebody begins to speak; they speak on until it falls below the second. */
const begins = 0.5;
const ends = 0.35;
/** A shorter silence is part of speaking, and a shorter sound is none of it, in seconds. */
const shortestPause = 0.3;
const shortestSpeech = 0.2;

export interface Speech {
  isSpeaking: boolean;
  /** How long somebody has been speaking without a pause, in seconds. */
  spoken: number;
}

/** Makes speaking and silence of the judgements of a voice detector, each how likely somebody speaks, 0–1. */
export function createSpeechTracker(): { hear(voice: number): Speech } {
  let isVoice = false;
  /** How long it has been as it is. */
  let since = 0;
  let isSpeaking = false;
  let spoken = 0;
  return {
    hear(voice) {
      const was = isVoice;
      isVoice = voice >= (was ? ends : begins);
      since = was === isVoice ? since + frameSeconds : frameSeconds;
      if (isVoice && since >= shortestSpeech) isSpeaking = true;
      if (!isVoice && since >= shortestPause) isSpeaking = false;
      spoken = isSpeaking ? spoken + frameSeconds : 0;
      return { isSpeaking, spoken };
    },
  };
}
