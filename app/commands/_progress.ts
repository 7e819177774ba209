export interface Progress {
  rows: number
  /** Share of the input that is read, 0 to 1; null where its size is not known. */
  share: number | null
  refused: number
  /** Rows and seconds of this run alone: what went before it says nothing about its speed. */
  run: { rows: number; seconds: number }
}

const WIDTH = 24

/** One line of progress: bar, rows, rate, refusals, time left. */
export function progressLine({ rows, share, refused, run }: Progress): string {
  const rate = run.seconds > 0 ? run.rows / run.seconds : 0
  const parts = [`${count(rows)} rows`, `${count(Math.round(rate))}/s`]
  if (refused > 0) parts.push(`${count(refused)} refused`)
  if (share === null) return parts.join('  ')
  const read = Math.min(1, share)
  const filled = Math.round(read * WIDTH)
  const percent = String(Math.floor(read * 100)).padStart(3)
  const bar = `[${'='.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${percent} %`
  if (rate > 0 && read > 0 && read < 1) parts.push(`${duration((rows / read - rows) / rate)} left`)
  return [bar, ...parts].join('  ')
}

export const count = (n: number): string => n.toLocaleString('en')

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

const EVERY_MS = { terminal: 200, log: 5_000 }

/** Shows one line that renews itself: on a terminal in place, elsewhere as a line now and then. */
export class ProgressDisplay {
  #last = Date.now()

  constructor(private out: NodeJS.WriteStream) {}

  show(text: () => string) {
    const { isTTY } = this.out
    const now = Date.now()
    if (now - this.#last < (isTTY ? EVERY_MS.terminal : EVERY_MS.log)) return
    this.#last = now
    this.out.write(isTTY ? `\r\u001B[2K${text()}` : `${text()}\n`)
  }

  /** Takes the line away again. */
  end() {
    if (this.out.isTTY) this.out.write('\r\u001B[2K')
  }
}
