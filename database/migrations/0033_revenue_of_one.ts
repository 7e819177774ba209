import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  PLACES,
  PLACES_OF_ONE,
  type Place,
  leaveLatePostings,
  sumLatePostings,
} from '#database/triggers/sum_postings'

/*
 * Sums by partner, by profile and by source alone: with many of each, a year of the sums by all three was nearly as long
 * as the ledger itself. All sums are made again from the postings, behind the app.
 */
export default class extends BaseSchema {
  async up() {
    if (this.db.dialect.name === 'postgres')
      this.schema.raw('alter table revenue_sums alter column grain type varchar(16)')
    this.startOver([...PLACES, ...PLACES_OF_ONE])
  }

  async down() {
    this.startOver(PLACES)
    if (this.db.dialect.name === 'postgres')
      this.defer(async (db) => {
        await db.rawQuery('alter table revenue_sums alter column grain type varchar(5)')
      })
  }

  private startOver(places: Place[]) {
    this.defer(async (db) => {
      await leaveLatePostings(db)
      await db.rawQuery('delete from revenue_cursors')
      await db.rawQuery('delete from revenue_sums')
      await sumLatePostings(db, places)
    })
  }
}
