/** Limits of one transform run. Sizes in bytes unless said otherwise, times in ms. */
export const LIMITS = {
  inputBytes: 256 * 1024,
  outputBytes: 256 * 1024,
  codeBytes: 64 * 1024,
  /** Levels of nesting in the output, as at intake: deeper JSON parses, but can never be written again. */
  outputDepth: 20,
  consoleLines: 100,
  consoleLineChars: 1024,
  errorChars: 500,
  timeoutMs: 1000,
  maxTimeoutMs: 10_000,
  /** Heap of one isolate, as V8 counts it. */
  isolateMb: 32,
} as const

/** Limits of the child processes. The parent enforces them, whatever the child is doing. */
export const POOL_LIMITS = {
  children: 2,
  /** A child that has not answered this long after the run's timeout is killed. */
  graceMs: 200,
  /** Resident memory of a child: V8's own accounting misses what lies outside its heap. */
  rssBytes: 300 * 1024 * 1024,
  rssPollMs: 20,
  /** A child that kept this much after a run is replaced. */
  retireRssBytes: 200 * 1024 * 1024,
  runsPerChild: 2000,
  /**
   * V8 frees the contexts of earlier runs late, and they count as the next run's memory: an isolate is replaced after
   * so many runs, or once it holds this much, so that no honest run pays for those before it.
   */
  runsPerIsolate: 25,
  usedIsolateBytes: 8 * 1024 * 1024,
  isolatesPerChild: 8,
  startFailures: 3,
} as const
