import type { Enrichment, Failure, Memory, MemoryStatus, Probe, Role, Stage, Waveform } from "./schemas.ts";

/** The row of a memory: what clients see and what the pipeline needs to know. Times are RFC 3339 UTC. */
export interface MemoryRecord {
  id: string;
  familyId: string;
  status: MemoryStatus;
  stage: Stage | undefined;
  failure: Failure | undefined;
  enrichment: Enrichment;
  story: string | undefined;
  language: string | undefined;
  narrator: { id: string; name: string } | undefined;
  recordedOn: string | undefined;
  /** The oldest other living memory with the same recording; known where one memory is opened or made. */
  sameAs: { id: string; title: string } | undefined;
  /** Names of fields that a person wrote: no re-run overwrites them. */
  edited: string[];
  recording: StoredRecording;
  pin: PinRecord;
  /** How often the current step was begun. */
  attempts: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | undefined;
  /** A deleted memory can be restored until this time; then what is left of it is erased. */
  eraseAt: string | undefined;
}

export interface StoredRecording {
  /** Where the temporary audio lies in R2; undefined once it is deleted. */
  objectKey: string | undefined;
  bytes: number;
  probe: Probe;
  /** SHA-256 of the recording's octets, hex. */
  sha256: string;
  waveform: Waveform | undefined;
  waveformSource: "decoded" | "estimated" | undefined;
}

/** How far the pinning of a recording has come. `cid` is computed by us before anything is sent. */
export interface PinRecord {
  cid: string | undefined;
  profile: string | undefined;
  /** The vendor's id of the pinned file. */
  vendorId: string | undefined;
  /** The vendor's URL of an upload that has begun and may be resumed. */
  resume: string | undefined;
  pinnedAt: string | undefined;
  verifiedAt: string | undefined;
}

/** A memory together with the viewer's role in its family. */
export interface SeenMemory {
  memory: MemoryRecord;
  role: Role;
}

/** The row as clients see it. What nobody has found or written yet is empty, never invented. */
export function presentMemory(record: MemoryRecord): Memory {
  const { recording, pin } = record;
  return {
    id: record.id,
    familyId: record.familyId,
    status: record.status,
    stage: record.stage,
    failure: record.failure,
    ...record.enrichment,
    story: record.story,
    language: record.language,
    narrator: record.narrator,
    sameAs: record.sameAs,
    recording: {
      seconds: recording.probe.seconds,
      bytes: recording.bytes,
      contentType: recording.probe.contentType,
      waveform: recording.waveform,
      waveformSource: recording.waveformSource,
    },
    pin:
      pin.cid && pin.profile && pin.pinnedAt
        ? {
            cid: pin.cid,
            profile: pin.profile,
            bytes: recording.bytes,
            pinnedAt: pin.pinnedAt,
            verifiedAt: pin.verifiedAt,
          }
        : undefined,
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}
