import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP4,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WEBM,
  WebMOutputFormat,
} from "mediabunny";

function chooseFormat(contentType: string): OutputFormat {
  if (contentType.startsWith("audio/mp4")) return new Mp4OutputFormat({ fastStart: "in-memory" });
  if (contentType.startsWith("audio/ogg")) return new OggOutputFormat();
  return new WebMOutputFormat();
}

/**
 * Joins takes into one file by copying their packets one after the other: nothing is decoded, nothing gets worse.
 * Throws where the takes are of different kinds, or one of them can't be read.
 */
export async function joinTakes(takes: Blob[]): Promise<{ bytes: ArrayBuffer; seconds: number }> {
  const [first] = takes;
  if (!first) throw new Error("There is nothing to join.");
  const target = new BufferTarget();
  const output = new Output({ format: chooseFormat(first.type), target });
  let source: EncodedAudioPacketSource | undefined;
  let kind: string | undefined;
  let offset = 0;
  for (const take of takes) {
    const input = new Input({ source: new BlobSource(take), formats: [WEBM, MP4, OGG] });
    try {
      const { track, codec, decoderConfig } = await readTrack(input);
      const own = `${decoderConfig.codec} ${decoderConfig.sampleRate} ${decoderConfig.numberOfChannels}`;
      kind ??= own;
      if (own !== kind) throw new Error("The takes are of different kinds.");
      if (!source) {
        source = new EncodedAudioPacketSource(codec);
        output.addAudioTrack(source);
        await output.start();
      }
      let begins: number | undefined;
      let end = offset;
      for await (const packet of new EncodedPacketSink(track).packets()) {
        begins ??= packet.timestamp;
        const timestamp = packet.timestamp - begins + offset;
        await source.add(packet.clone({ timestamp }), { decoderConfig });
        end = Math.max(end, timestamp + packet.duration);
      }
      offset = end;
    } finally {
      input.dispose();
    }
  }
  await output.finalize();
  if (!target.buffer) throw new Error("Joining gave nothing.");
  return { bytes: target.buffer, seconds: offset };
}

async function readTrack(input: Input) {
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) throw new Error("A take can't be read.");
  return { track, codec, decoderConfig };
}
