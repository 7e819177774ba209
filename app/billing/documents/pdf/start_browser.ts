import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { type UnpackedBrowser, unpackBrowser } from '#billing/documents/pdf/unpack_browser'

const START_MS = 30_000

/*
 * What is printed was written by others. The browser has no network (no name resolves, and each page refuses requests), no
 * scripts (each page), nothing of this process' environment and a profile of its own that goes with it.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--js-flags=--jitless',
  '--no-first-run',
]

export interface StartedBrowser {
  browser: Browser
  /** Ends it at once, whatever it does. */
  kill(): void
}

/** Throws `E_BROWSER_START` with a sentence that names what is missing. */
export async function startBrowser(
  unpack: () => Promise<UnpackedBrowser> = unpackBrowser
): Promise<StartedBrowser> {
  const { executable, libraries, fonts } = await unpack()
  const { launch } = await import('puppeteer-core')
  const home = await mkdtemp(join(tmpdir(), 'browser-'))
  const env = { HOME: home, TMPDIR: home, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts }
  try {
    const browser = await launch({
      executablePath: executable,
      headless: 'shell',
      pipe: true,
      args: ARGUMENTS,
      userDataDir: join(home, 'profile'),
      timeout: START_MS,
      protocolTimeout: 120_000,
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      env,
    })
    const child = browser.process()!
    child.once('exit', () => removeNow(home))
    return { browser, kill: () => child.kill('SIGKILL') }
  } catch (error) {
    const complaint = await complaintOf(executable, env)
    await rm(home, { recursive: true, force: true })
    throw new Error(`E_BROWSER_START: ${reasonOf(complaint, error as Error)}`, { cause: error })
  }
}

/** At once: whoever waits for the browser's end may end this process next, and the folder would stay. */
function removeNow(home: string) {
  try {
    rmSync(home, { recursive: true, force: true, maxRetries: 2 })
  } catch {
    // The system's own cleaning of temporary files comes later.
  }
}

/** What it says on its error output when it is only asked for its version: the loader tells of libraries there. */
const complaintOf = (executable: string, env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve) => {
    execFile(executable, ['--version'], { env, timeout: 5_000 }, (error, _, told) =>
      resolve(`${told}\n${error?.code ?? ''}`)
    )
  })

function reasonOf(complaint: string, { message }: Error): string {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(complaint)?.[1]
  if (library)
    return `the browser that prints documents needs the library ${library}, which neither it nor the system has: install it`
  return `the browser that prints documents did not start: ${message.split('\n')[0]!.slice(0, 200)}`
}
