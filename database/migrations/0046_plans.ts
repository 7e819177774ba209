import { BaseSchema } from '@adonisjs/lucid/schema'

/*
 * Plans, who is on one, and what is billed for it. A seller is `install`, or an agency by the id of its account: without a
 * row of settings it sells nothing, and nobody is metered.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('plan_settings', (table) => {
      table.string('seller', 40).primary()
      table.boolean('enabled').notNullable()
      table.string('account_id', 40).notNullable() // whose books bill it
      table.string('default_plan', 64).nullable() // key: what accounts begin on
      table.string('invoices', 8).notNullable() // draft | finalize
      table.text('payment').notNullable() // { use, version, config }, JSON; secrets are named, not held
      table.string('webhook_token', 64).notNullable().unique()
      table.bigInteger('updated_at').notNullable()
    })

    this.schema.createTable('plans', (table) => {
      table.string('id', 40).primary()
      table.string('seller', 40).notNullable()
      table.string('key', 64).notNullable()
      table.string('name').notNullable()
      table.string('currency', 3).notNullable()
      table.bigInteger('price').notNullable() // a month, minor units
      table.integer('trial_days').notNullable()
      table.integer('included').nullable() // leads a month; null: any number
      table.bigInteger('overage').nullable() // of a lead beyond them, minor units
      table.string('at_limit', 8).notNullable() // stop | overage | warn
      table.integer('most_entities').nullable()
      table.integer('most_members').nullable()
      table.integer('most_partners').nullable()
      table.bigInteger('archived_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.unique(['seller', 'key'])
    })

    this.schema.createTable('subscriptions', (table) => {
      table.string('account_id', 40).primary().references('accounts.id').onDelete('CASCADE')
      table.string('seller', 40).notNullable()
      table.string('plan_id', 40).notNullable()
      table.string('status', 8).notNullable() // trialing | active | past_due | ended
      table.integer('anchor').notNullable() // day of the month its periods begin on
      table.string('from_day', 10).notNullable() // the running period, local dates, both included
      table.string('to_day', 10).notNullable()
      table.bigInteger('from_at').notNullable() // the same as moments: from, and until
      table.bigInteger('ends_at').notNullable()
      table.text('segments').notNullable() // Segment[], JSON: on what terms, from which day
      table.string('next_plan_id', 40).nullable() // from the next period on
      table.boolean('ends').notNullable().defaultTo(false) // with this period
      table.bigInteger('ended_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.index(['seller'])
      table.index(['ends_at'])
    })

    // A period that is over, billed once: the id keeps a second row of it out.
    this.schema.createTable('subscription_periods', (table) => {
      table.string('id', 60).primary() // account : first day
      table.string('account_id', 40).notNullable()
      table.string('seller', 40).notNullable()
      table.string('from_day', 10).notNullable()
      table.string('to_day', 10).notNullable()
      table.bigInteger('from_at').notNullable()
      table.bigInteger('ends_at').notNullable()
      table.text('segments').notNullable()
      table.string('currency', 3).notNullable()
      table.string('state', 8).notNullable() // due | booked | drafted
      table.integer('leads').nullable() // frozen when it is booked
      table.string('partner_id', 40).nullable() // whom the seller bills for it
      table.text('error').nullable() // why it waits
      table.bigInteger('booked_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['account_id', 'from_day'])
    })
    this.schema.raw(
      `create index subscription_periods_open on subscription_periods (ends_at) where state <> 'drafted'`
    )

    // What providers told of payments; the id keeps a message that comes again from counting again.
    this.schema.createTable('payment_messages', (table) => {
      table.string('id', 190).primary() // seller : provider : its id of the event, or of the payment
      table.string('seller', 40).notNullable()
      table.string('invoice_id', 40).nullable()
      table.string('kind', 12).notNullable() // paid | failed | other
      table.string('result', 24).notNullable() // recorded | noted | overpaid | unknown
      table.bigInteger('at').notNullable()
      table.index(['invoice_id'])
    })

    // A client is whom the account bills for a plan: it gets no leads, and no page of partners shows it.
    this.schema.alterTable('partners', (table) => {
      table.string('kind', 8).notNullable().defaultTo('partner') // partner | client
    })
  }

  async down() {
    this.schema.alterTable('partners', (table) => table.dropColumn('kind'))
    for (const name of [
      ...['payment_messages', 'subscription_periods', 'subscriptions', 'plans', 'plan_settings'],
    ])
      this.schema.dropTable(name)
  }
}
