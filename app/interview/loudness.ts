import { fromPcm16 } from "./pcm.ts";
import { frameSeconds } from "./speech.ts";

/** Quieter than this is no voice, however still the room. */
const faint = 0.008;
/** A voice is so many times louder than the room. */
const louder = 2.5;

/**
 * Judges by loudness alone whether somebody speaks, where no better detector can be had: each frame against how loud the
 * room is, which is followed slowly upwards and quickly downwards.
 */
export function createLoudnessDetector(sampleRate: number): (pcm: ArrayBuffer) => number[] {
  const frameSamples = Math.round(sampleRate * frameSeconds);
  let room = faint;
  return (pcm) => {
    const samples = fromPcm16(new Int16Array(pcm));
    const judged: number[] = [];
    for (let at = 0; at + frameSamples <= samples.length; at += frameSamples) {
      const frame = samples.subarray(at, at + frameSamples);
      const level = Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frameSamples);
      room = level < room ? room * 0.8 + level * 0.2 : room * 1.002;
      judged.push(level > Math.max(faint, room * louder) ? 1 : 0);
    }
    return judged;
  };
}
