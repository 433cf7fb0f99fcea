/** What a player shows of its state; places in time come by `onTime`, many times a second. */
export interface PlaybackState {
  playing: boolean;
  /** The stretch that stops by itself at its end, in seconds. */
  stretch: { start: number; end: number } | undefined;
  rate: number;
  failed: boolean;
}

/** The one that plays: a voice never talks over another. */
let speaking: Playback | undefined;

/**
 * One recording that can be played, moved in and played in stretches. It loads nothing before it is asked to play.
 * Times are seconds from the start of the recording.
 */
export class Playback {
  readonly seconds: number;
  #state: PlaybackState = { playing: false, stretch: undefined, rate: 1, failed: false };
  #audio: HTMLAudioElement | undefined;
  /** Where to begin once the recording is loaded. */
  #waiting: number | undefined;
  #frame = 0;
  readonly #stateListeners = new Set<() => void>();
  readonly #timeListeners = new Set<(seconds: number) => void>();

  constructor(seconds: number, startAt = 0) {
    this.seconds = seconds;
    this.#waiting = startAt > 0 ? this.#clamp(startAt) : undefined;
  }

  /** Takes an audio element into service; the answer lets go of it. */
  attach(audio: HTMLAudioElement): () => void {
    const letGo = new AbortController();
    const on = (event: string, act: () => void) =>
      audio.addEventListener(event, act, { signal: letGo.signal });
    this.#audio = audio;
    on("loadedmetadata", () => {
      if (this.#waiting !== undefined) audio.currentTime = this.#waiting;
      this.#waiting = undefined;
      audio.playbackRate = this.#state.rate;
    });
    on("play", () => this.#started());
    on("pause", () => this.#stopped());
    on("ended", () => this.#stopped());
    on("timeupdate", () => this.#tick());
    on("seeked", () => this.#tick());
    on("error", () => this.#change({ failed: true, playing: false, stretch: undefined }));
    return () => {
      letGo.abort();
      audio.pause();
      this.#stopped();
      this.#audio = undefined;
    };
  }

  get state(): PlaybackState {
    return this.#state;
  }

  get time(): number {
    return this.#waiting ?? this.#audio?.currentTime ?? 0;
  }

  /** Begins at `from`, or goes on where it is. */
  play(from?: number): void {
    this.#begin(from, undefined);
  }

  /** Plays one stretch and stops at its end. */
  playStretch(start: number, end: number): void {
    this.#begin(start, { start: this.#clamp(start), end: this.#clamp(Math.max(end, start + 0.3)) });
  }

  pause(): void {
    this.#audio?.pause();
  }

  toggle(): void {
    if (this.#state.playing) this.pause();
    else this.play(this.time >= this.seconds - 0.2 ? 0 : undefined);
  }

  seek(to: number): void {
    const place = this.#clamp(to);
    if (this.#state.stretch) this.#change({ stretch: undefined });
    this.#move(place);
    for (const listener of this.#timeListeners) listener(place);
  }

  setRate(rate: number): void {
    if (this.#audio) this.#audio.playbackRate = rate;
    this.#change({ rate });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  /** Calls back with the place in the recording: at once, then at every frame while it plays and at every jump. */
  onTime(listener: (seconds: number) => void): () => void {
    this.#timeListeners.add(listener);
    listener(this.time);
    return () => this.#timeListeners.delete(listener);
  }

  #begin(from: number | undefined, stretch: PlaybackState["stretch"]): void {
    const audio = this.#audio;
    if (!audio) return;
    if (this.#state.failed) audio.load();
    if (from !== undefined) this.#move(this.#clamp(from));
    this.#change({ stretch, failed: false });
    audio.play().catch((error: unknown) => {
      // A pause before the first sound is no failure.
      if (!(error instanceof DOMException && error.name === "AbortError")) {
        this.#change({ failed: true, playing: false, stretch: undefined });
      }
    });
  }

  #move(place: number): void {
    if (this.#audio && this.#audio.readyState >= HTMLMediaElement.HAVE_METADATA) {
      this.#audio.currentTime = place;
    } else {
      this.#waiting = place;
    }
  }

  #started(): void {
    if (speaking !== this) speaking?.pause();
    speaking = this;
    this.#change({ playing: true });
    const follow = () => {
      this.#tick();
      if (this.#state.playing) this.#frame = requestAnimationFrame(follow);
    };
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(follow);
  }

  #stopped(): void {
    cancelAnimationFrame(this.#frame);
    this.#change({ playing: false, stretch: undefined });
  }

  #tick(): void {
    const { stretch } = this.#state;
    const { time } = this;
    if (stretch && time >= stretch.end) this.pause();
    for (const listener of this.#timeListeners) listener(time);
  }

  #change(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#stateListeners) listener();
  }

  #clamp(place: number): number {
    return Math.min(Math.max(0, place), this.seconds);
  }
}
