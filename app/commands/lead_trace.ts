import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { presentLead } from '#distribution/present'
import { tellStory } from '#distribution/tell_story'
import { store } from '#store/store'

export default class LeadTrace extends BaseCommand {
  static commandName = 'lead:trace'
  static description =
    'Tell the story of a lead: who was asked, why not the others, what came back, what was booked'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of the lead' })
  declare id: string

  @flags.boolean({ description: 'Print the lead as JSON, as the API shows it' })
  declare json: boolean

  async run() {
    const row = await store.first('select account_id from leads where id = ?', [this.id])
    const lead = row && (await presentLead(row.account_id as string, this.id))
    if (!row || !lead) {
      this.logger.error(`There is no lead ${this.id}.`)
      this.exitCode = 1
      return
    }
    if (this.json) {
      console.log(JSON.stringify(lead, null, 2))
      return
    }
    const events = await store.all('select * from events where lead_id = ? order by id', [this.id])
    for (const line of tellStory(lead, events, this.colors)) console.log(line)
  }
}
