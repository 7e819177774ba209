import { test } from '@japa/runner'
import { isCountry, isCurrency } from '#shared/codes'
import { guessPlace } from '../../../resources/config/guess_place.js'

test.group('Where somebody probably is', () => {
  test('the zone names the country before the language does', ({ assert }) => {
    const place = (zone: string, language: string) => {
      const { country, currency } = guessPlace(zone, language)
      return `${country} ${currency}`
    }
    assert.equal(place('Europe/Vienna', 'en-US'), 'AT EUR')
    assert.equal(place('Europe/Zurich', 'de-DE'), 'CH CHF')
    assert.equal(place('UTC', 'de'), 'DE EUR')
    assert.equal(place('America/Boise', 'en'), 'US USD')
    assert.equal(place('Asia/Tashkent', 'uz'), 'UZ EUR')
    assert.equal(place('UTC', 'not a language'), 'DE EUR')
  })

  test('what is guessed is a country and a currency there is', ({ assert }) => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const { country, currency } = guessPlace(zone, 'fr-CA')
      assert.isTrue(isCountry(country) && isCurrency(currency), `${zone}: ${country} ${currency}`)
    }
  })
})
