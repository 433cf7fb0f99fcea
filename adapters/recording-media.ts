import type { RecordingMedia } from "../core/ports.ts";
import { estimateWaveform } from "../core/waveform.ts";
import { cutPart, planRecording } from "./media-cut.ts";
import { listPackets } from "./media-packets.ts";
import { probeRecording } from "./media-probe.ts";
import { measureWavWaveform } from "./wav-waveform.ts";

/** What can be known of audio, and done with it, without a decoder. */
export const recordingMedia: RecordingMedia = {
  probe: probeRecording,
  planParts: planRecording,
  cutPart,
  measureWaveform: measureWavWaveform,
  async estimateWaveform(source, probe, speech) {
    return estimateWaveform(await listPackets(source, probe), speech, probe.seconds);
  },
};
