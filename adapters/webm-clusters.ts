import type { RangeSource } from "../core/ports.ts";
import { joinBytes, patchSource, readBytes } from "./media-source.ts";

/**
 * Recorders in browsers write WebM without an index and without its length. Clusters carry their own time, so any of
 * them can be found by bisection instead of by reading up to it (RFC 9559, section 10).
 */
export interface WebmStream {
  /** What a reader needs before the first cluster; no index, since it would name places in another file. */
  head: Uint8Array;
  firstCluster: number;
  secondsPerTick: number;
  /** Where the file says it ends; undefined for a live stream. */
  declaredEnd: number | undefined;
}

interface Cluster {
  offset: number;
  second: number;
}

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const TIMESTAMP_SCALE = 0x2ad7b1;
const TIMESTAMP = 0xe7;

const HEAD_BYTES = 2 ** 18;
const STEP_BYTES = 2 ** 18;
/** A cluster without another one for this long is taken to be the last. */
const REACH_BYTES = 2 ** 23;

/** Reads a WebM file's head; undefined when it breaks off before the first cluster. */
export async function readWebmStream(source: RangeSource): Promise<WebmStream | undefined> {
  const bytes = await readBytes(source, 0, HEAD_BYTES);
  const kept: Uint8Array[] = [];
  let secondsPerTick = 1e-3;
  let declaredEnd: number | undefined;
  let at = 0;
  while (at < bytes.length) {
    const element = readElement(bytes, at);
    if (!element) return undefined;
    const { id, data, size } = element;
    if (id === CLUSTER) return { head: joinBytes(...kept), firstCluster: at, secondsPerTick, declaredEnd };
    if (id === SEGMENT) {
      declaredEnd = size === undefined ? undefined : data + size;
      kept.push(new Uint8Array([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
      at = data;
      continue;
    }
    if (size === undefined) return undefined;
    if (id === INFO) secondsPerTick = readTimestampScale(bytes.subarray(data, data + size)) / 1e9;
    if (id === EBML || id === INFO || id === TRACKS) kept.push(bytes.subarray(at, data + size));
    at = data + size;
  }
  return undefined;
}

/** The last cluster that begins at or before a second (the first one when all begin later). */
export async function findCluster(source: RangeSource, stream: WebmStream, second: number): Promise<Cluster> {
  let low: Cluster = { offset: stream.firstCluster, second: 0 };
  let high = source.bytes;
  while (high - low.offset > STEP_BYTES) {
    const middle = Math.floor((low.offset + high) / 2);
    const found = await findClusterAfter(source, stream, middle, high);
    if (found && found.second <= second) low = found;
    else high = middle;
  }
  const rest = await readBytes(source, low.offset, high + STEP_BYTES);
  return listClusters(rest, low.offset, rest.length, stream).findLast((c) => c.second <= second) ?? low;
}

/**
 * A live stream may break off in the middle of a packet (the browser was killed). Ends it after its last whole packet,
 * so that only that one packet is lost and not its cluster.
 */
export async function trimWebm(source: RangeSource, stream: WebmStream): Promise<RangeSource> {
  if (stream.declaredEnd !== undefined) return source;
  const { offset } = await findCluster(source, stream, Number.POSITIVE_INFINITY);
  const bytes = await readBytes(source, offset, offset + REACH_BYTES);
  const cluster = readElement(bytes, 0);
  if (!cluster || offset + bytes.length < source.bytes) return source;
  let end = cluster.data;
  while (end < bytes.length) {
    const element = readElement(bytes, end);
    if (element?.size === undefined || element.data + element.size > bytes.length) break;
    end = element.data + element.size;
  }
  if (end === bytes.length) return source;
  // All ones: a size that the writer didn't know.
  const size = bytes.slice(4, cluster.data).fill(0xff);
  size[0] = 0xff >> (size.length - 1);
  return patchSource(source, offset + end, offset + 4, size);
}

async function findClusterAfter(
  source: RangeSource,
  stream: WebmStream,
  from: number,
  limit: number,
): Promise<Cluster | undefined> {
  const stop = Math.min(limit, from + REACH_BYTES);
  for (let at = from; at < stop; at += STEP_BYTES) {
    // A header that begins in one step may end in the next.
    const bytes = await readBytes(source, at, Math.min(stop, at + STEP_BYTES) + 32);
    const [found] = listClusters(bytes, at, Math.min(STEP_BYTES, stop - at), stream);
    if (found) return found;
  }
  return undefined;
}

/** The clusters whose headers begin in the first `length` bytes. */
function listClusters(bytes: Uint8Array, offset: number, length: number, stream: WebmStream): Cluster[] {
  const clusters: Cluster[] = [];
  for (let at = 0; at < length; at++) {
    if (bytes[at] !== 0x1f) continue;
    const second = readClusterSecond(bytes, at, stream);
    if (second !== undefined) clusters.push({ offset: offset + at, second });
  }
  return clusters;
}

function readClusterSecond(bytes: Uint8Array, at: number, stream: WebmStream): number | undefined {
  const cluster = readElement(bytes, at);
  if (cluster?.id !== CLUSTER) return undefined;
  const time = readElement(bytes, cluster.data);
  if (time?.id !== TIMESTAMP || time.size === undefined || time.size > 8) return undefined;
  return readUint(bytes.subarray(time.data, time.data + time.size)) * stream.secondsPerTick;
}

function readTimestampScale(info: Uint8Array): number {
  let at = 0;
  while (at < info.length) {
    const element = readElement(info, at);
    if (!element || element.size === undefined) break;
    if (element.id === TIMESTAMP_SCALE)
      return readUint(info.subarray(element.data, element.data + element.size));
    at = element.data + element.size;
  }
  return 1_000_000;
}

/** An EBML element's id, where its data begins, and how long it is; size is undefined where the writer didn't know. */
function readElement(bytes: Uint8Array, at: number) {
  const idBytes = vintBytes(bytes[at]);
  const sizeAt = at + idBytes;
  const sizeBytes = vintBytes(bytes[sizeAt]);
  const data = sizeAt + sizeBytes;
  if (idBytes > 4 || sizeBytes > 8 || data > bytes.length) return undefined;
  const raw = bytes.slice(sizeAt, data);
  raw[0] = (raw[0] ?? 0) & (0xff >> sizeBytes);
  const size = readUint(raw);
  const isUnknown = size === 2 ** (7 * sizeBytes) - 1 || (sizeBytes === 8 && size >= Number.MAX_SAFE_INTEGER);
  return { id: readUint(bytes.subarray(at, sizeAt)), data, size: isUnknown ? undefined : size };
}

function vintBytes(first: number | undefined): number {
  return first === undefined || first === 0 ? 9 : Math.clz32(first << 24) + 1;
}

function readUint(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
