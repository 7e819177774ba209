import { readFile } from 'node:fs/promises'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { describeChange } from '#distribution/blueprint/describe_change'
import { findAccount, printProblems } from '#commands/_support'

export default class BlueprintApply extends BaseCommand {
  static commandName = 'blueprint:apply'
  static description = 'Make the configuration of an account what a blueprint file says'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'YAML or JSON file; - reads stdin' })
  declare file: string

  @flags.string({ description: 'Key of the account', required: true })
  declare account: string

  @flags.boolean({ description: 'Only show what would change' })
  declare dryRun?: boolean

  @flags.boolean({ description: 'Delete what the file does not name' })
  declare prune?: boolean

  async run() {
    const { applyBlueprint } = await import('#distribution/blueprint/apply_blueprint')
    const { MAX_FILE_BYTES, readBlueprintText } =
      await import('#distribution/blueprint/blueprint_text')
    const { environmentOf } = await import('#distribution/blueprint/environment')
    const account = await findAccount(this.account)
    const text = account && (await this.read())
    if (!account || text === null) {
      this.exitCode = 1
      return
    }
    const document = readBlueprintText(
      text,
      this.file.endsWith('.json') ? 'json' : 'yaml',
      MAX_FILE_BYTES
    )
    const done = document.ok
      ? await applyBlueprint(account.id, document.value, {
          actor: 'cli',
          dryRun: this.dryRun,
          prune: this.prune,
          environment: environmentOf(process.env),
        })
      : document
    if (!done.ok) {
      printProblems(done.problem)
      this.exitCode = 1
      return
    }
    const lines = done.value.map(describeChange)
    if (lines.length === 0) lines.push('No changes.')
    else if (this.dryRun) lines.push('Nothing was changed: this was a dry run.')
    process.stdout.write(lines.join('\n') + '\n')
  }

  private async read(): Promise<string | null> {
    try {
      return await readFile(this.file === '-' ? '/dev/stdin' : this.file, 'utf8')
    } catch (error) {
      process.stderr.write(`${this.file} cannot be read: ${(error as Error).message}\n`)
      return null
    }
  }
}
