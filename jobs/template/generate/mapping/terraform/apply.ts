import { dropReasons } from '#schemas/fidelity.ts';
import { type Found, type FoundObject, field, isEmpty, list, object, put, take, textOf } from '../found.ts';
import { rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import { openBlock } from './blocks.ts';
import type { TerraformException } from './exception.ts';
import { terraformExceptions } from './index.ts';

const exceptionFor = new Map(terraformExceptions.flatMap((each) => each.from.map((name) => [name, each] as const)));

/** What tells Terraform how to go about it, and AWS nothing. */
const instructions =
  `timeouts force_destroy force_delete force_overwrite_replica_secret skip_destroy skip_final_snapshot
  final_snapshot_identifier apply_immediately name_prefix bucket_prefix identifier_prefix cluster_identifier_prefix
  alarm_name_prefix function_name_prefix wait_for_steady_state wait_for_deployment wait_for_capacity_timeout
  wait_for_fulfillment wait_for_elb_capacity min_elb_capacity force_detach_policies force_delete_warm_pool
  revoke_rules_on_delete recovery_window_in_days deletion_window_in_days overwrite allow_overwrite bypass_policy_lockout_safety_check
  source_code_hash filename force_new_deployment triggers replace_triggered_by retain_on_delete user_data_replace_on_change
  delete_automated_backups ignore_failed_scaling_activities context policy_hash confirmation_timeout_in_minutes
  endpoint_auto_confirms get_password_data enable_fargate_gpu override_provider stop_instance_before_detaching
  auto_accept allow_reassociation track_latest update_default_version statement_id_prefix publish wait_for_completion`.split(
    /\s+/,
  );

/** `tags_all` has the tags and the provider's default tags: what the resource is really tagged with. */
const shapeTags = (shaping: Shaping): void => {
  const [own, all] = [take(shaping.found, 'tags'), take(shaping.found, 'tags_all')];
  const tags = new Map(own?.kind === 'object' ? own.fields : []);
  for (const [name, value] of all?.kind === 'object' ? all.fields : []) {
    if (tags.has(name)) shaping.dropNode(value, 'superseded', 'told by the tags');
    else tags.set(name, value);
  }
  if (tags.size > 0) put(shaping.found, 'tags', object(tags));
};

const isUnset = (node: Found | undefined) => ['0', '-1', 'false'].includes(textOf(node) ?? '');

const dropUnset = (shaping: Shaping, names: readonly string[]): void => {
  const unset = names.filter((name) => isUnset(field(shaping.found, name)));
  shaping.drop(unset, 'service-default', 'how Terraform writes what is not set');
};

const applyRow = (shaping: Shaping, row: TerraformException): void => {
  for (const path of row.blocks ?? []) openBlock(shaping.found, path);
  dropUnset(shaping, row.unset ?? []);
  rename(shaping.found, row.renames ?? {});
  for (const reason of dropReasons) shaping.drop(row.drops?.[reason] ?? [], reason);
  if (row.adds) shaping.isAddition = true;
  row.shape?.(shaping);
};

/** What is left of a value without what says nothing; undefined if nothing is. */
const pruned = (shaping: Shaping, node: Found): Found | undefined => {
  if (node.kind === 'leaf') {
    if (!isEmpty(node)) return node;
    shaping.dropNode(node, 'empty');
    return undefined;
  }
  if (node.kind === 'list') {
    const items = node.items.flatMap((item) => pruned(shaping, item) ?? []);
    return items.length > 0 ? list(items) : undefined;
  }
  prune(shaping, node);
  return node.fields.size > 0 ? node : undefined;
};

/** The provider writes every attribute and block, with null, an empty string or an empty list where it is not set. */
const prune = (shaping: Shaping, node: FoundObject): void => {
  for (const [name, child] of [...node.fields]) {
    const kept = pruned(shaping, child);
    if (kept) node.fields.set(name, kept);
    else node.fields.delete(name);
  }
};

/** Brings what Terraform's provider calls a resource nearer to what AWS does, in what names and nesting do not tell. */
export const applyTerraform = (shaping: Shaping): void => {
  prune(shaping, shaping.found);
  shapeTags(shaping);
  shaping.drop(instructions, 'not-deployable', 'tells Terraform how to go about it');
  shaping.drop(['region'], 'account-metadata', 'where it is');
  const row = exceptionFor.get(shaping.resource.called);
  if (row) applyRow(shaping, row);
};
