import { readFile } from 'node:fs/promises'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { PostingProgress } from '#distribution/post_file/post_file'
import { describePosting } from '#commands/_describe_posting'
import { ProgressDisplay, progressLine } from '#commands/_progress'
import { findAccount, printProblems } from '#commands/_support'

const INTERRUPTED = 130

export default class LeadPost extends BaseCommand {
  static commandName = 'lead:post'
  static description =
    'Post the rows of a CSV or JSON-lines file; goes on where an earlier run stopped'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'CSV (; , tab) or JSON-lines file; - reads stdin' })
  declare file: string

  @flags.string({ description: 'Key of the account', required: true })
  declare account: string

  @flags.string({ description: 'Key of the entity', required: true })
  declare entity: string

  @flags.string({ description: 'YAML or JSON file: column (name or number) to field' })
  declare map?: string

  @flags.string({ description: 'Where the leads are from' })
  declare source?: string

  @flags.string({ description: 'Key of the profile to run, instead of those that run on arrival' })
  declare profile?: string

  @flags.boolean({ description: 'End only when every distribution has ended, retries included' })
  declare wait?: boolean

  @flags.boolean({
    flagName: 'run',
    default: true,
    showNegatedVariantInHelp: true,
    description: 'Distribute in this process; --no-run leaves it to the app and its workers',
  })
  declare distribute: boolean

  @flags.boolean({ description: 'Post the file anew although it was posted before' })
  declare again?: boolean

  async run() {
    const stop = new AbortController()
    const done = this.#post(stop.signal)
    // Runs before anything else is shut down: the batch under way is finished and noted.
    this.app.terminating(async () => {
      stop.abort()
      await done.catch(() => {})
    })
    this.exitCode = await done
  }

  async #post(signal: AbortSignal): Promise<number> {
    const account = await findAccount(this.account)
    if (!account) return 1
    if (account.suspendedAt !== null) {
      process.stderr.write(`${account.name} rests: it takes no leads until it is woken.\n`)
      return 1
    }
    const mapping = this.map === undefined ? null : await readText(this.map)
    if (this.map !== undefined && mapping === null) return 1
    const display = new ProgressDisplay(process.stderr)
    const { postFile } = await import('#distribution/post_file/post_file')
    const wish = {
      accountId: account.id,
      file: this.file === '-' ? process.stdin : this.file,
      entity: this.entity,
      mapping,
      source: this.source ?? null,
      profile: this.profile ?? null,
      run: this.distribute,
      wait: this.wait ?? false,
      again: this.again ?? false,
    }
    const posted = await postFile(wish, signal, (progress) =>
      display.show(() => describe(progress))
    )
    display.end()
    if (!posted.ok) {
      printProblems(posted.problem)
      return 1
    }
    process.stdout.write(describePosting(this.file, posted.value))
    return signal.aborted ? INTERRUPTED : 0
  }
}

function describe(progress: PostingProgress): string {
  if (progress.type === 'distributions') return `${progress.open} distributions under way`
  const { state, share, rows, seconds } = progress
  return progressLine({
    rows: state.row,
    share,
    refused: state.counts.refused,
    run: { rows, seconds },
  })
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    process.stderr.write(`${path} cannot be read: ${(error as Error).message}\n`)
    return null
  }
}
