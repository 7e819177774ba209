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
  ActionType,
  DeliveryChannel,
  DocumentFormat,
  IntakeShape,
  NodeType,
  PaymentProvider,
  Plugin,
  RoutingStrategy,
  TaxStrategy,
  TriggerType,
} from '#sdk'
import { type ActionCase, actionContract } from '#sdk/testing/action_contract'
import { type ChannelCase, channelContract } from '#sdk/testing/channel_contract'
import type { Check } from '#sdk/testing/common_contract'
import { type DocumentCase, documentContract } from '#sdk/testing/document_contract'
import { type IntakeCase, intakeContract } from '#sdk/testing/intake_contract'
import { type NodeCase, nodeContract } from '#sdk/testing/node_contract'
import { type PaymentCase, paymentContract } from '#sdk/testing/payment_contract'
import { type StrategyCase, strategyContract } from '#sdk/testing/strategy_contract'
import { type TaxCase, taxContract } from '#sdk/testing/tax_contract'
import { type TriggerCase, triggerContract } from '#sdk/testing/trigger_contract'

export type { ActionCase, ChannelCase, DocumentCase, IntakeCase, NodeCase, PaymentCase }
export type { StrategyCase, TaxCase, TriggerCase }
export * from '#sdk/testing/fakes'
export * from '#sdk/testing/fake_automation'
export * from '#sdk/testing/fake_documents'
export * from '#sdk/testing/fake_intake'
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

export const testIntake = <C>(plugin: IntakeShape<C>, cases: IntakeCase[]): void =>
  register(plugin, intakeContract(plugin, cases))

export const testTrigger = <C>(plugin: TriggerType<C>, cases: TriggerCase[]): void =>
  register(plugin, triggerContract(plugin, cases))

export const testAction = <C>(plugin: ActionType<C>, cases: ActionCase[]): void =>
  register(plugin, actionContract(plugin, cases))

function register({ kind, id }: Plugin, checks: Check[]): void {
  test.group(`Contract | ${kind} ${id}`, () => {
    for (const { title, run } of checks) test(title, run)
  })
}
