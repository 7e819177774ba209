/*
 * The contract as tests: a plugin's spec is one call and its own cases.
 *
 *   import { testStrategy } from '#sdk/testing'
 *   testStrategy(plugin, [{ title: 'offers to all', config: {}, plan: { waves: [['a1', 'a2', 'a3']], stopAfter: 1 } }])
 *
 * Every config in a case is also run through the whole contract: pure methods, sound results, any answer of a partner.
 */
import { test } from '@japa/runner'
import type {
  DeliveryChannel,
  DocumentFormat,
  NodeType,
  PaymentProvider,
  Plugin,
  RoutingStrategy,
  TaxStrategy,
} from '#sdk'
import { type ChannelCase, channelContract } from '#sdk/testing/channel_contract'
import type { Check } from '#sdk/testing/common_contract'
import { type DocumentCase, documentContract } from '#sdk/testing/document_contract'
import { type NodeCase, nodeContract } from '#sdk/testing/node_contract'
import { type PaymentCase, paymentContract } from '#sdk/testing/payment_contract'
import { type StrategyCase, strategyContract } from '#sdk/testing/strategy_contract'
import { type TaxCase, taxContract } from '#sdk/testing/tax_contract'

export type { ChannelCase, DocumentCase, NodeCase, PaymentCase, StrategyCase, TaxCase }
export * from '#sdk/testing/fakes'
export * from '#sdk/testing/fake_documents'
export * from '#sdk/testing/fake_payments'
export { callPurely, deepFreeze } from '#sdk/testing/purity'

export const testChannel = <C>(plugin: DeliveryChannel<C>, cases: ChannelCase[]): void =>
  register(plugin, channelContract(plugin, cases))

export const testStrategy = <C>(plugin: RoutingStrategy<C>, cases: StrategyCase[]): void =>
  register(plugin, strategyContract(plugin, cases))

export const testNode = <C>(plugin: NodeType<C>, cases: NodeCase[]): void =>
  register(plugin, nodeContract(plugin, cases))

export const testTax = <C>(plugin: TaxStrategy<C>, cases: TaxCase[]): void =>
  register(plugin, taxContract(plugin, cases))

export const testDocument = <C>(plugin: DocumentFormat<C>, cases: DocumentCase[]): void =>
  register(plugin, documentContract(plugin, cases))

export const testPayment = <C>(plugin: PaymentProvider<C>, cases: PaymentCase[]): void =>
  register(plugin, paymentContract(plugin, cases))

function register({ kind, id }: Plugin, checks: Check[]): void {
  test.group(`Contract | ${kind} ${id}`, () => {
    for (const { title, run } of checks) test(title, run)
  })
}
