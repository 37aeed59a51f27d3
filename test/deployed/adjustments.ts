import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Template, TemplateResource } from '#shared/cloudformation/template.ts';
import { withApiUnpacked } from './adjust-api.ts';
import { withBusAsRule } from './adjust-probes.ts';

/** What MiniStack 1.5 cannot take of a template that AWS takes: nothing else is left out. */
const refusedTypes: Readonly<Record<string, string>> = {
  'AWS::Events::Archive': 'has no provisioner for it; nothing in the pipeline reads the archive',
  'AWS::WAFv2::WebACLAssociation': 'has no provisioner for it; its web ACLs filter nothing',
};

/** A lost message comes back and a lost claim is void after seconds, where the real values would make the test wait for minutes. */
const hurried = { visibilitySeconds: 8, leaseSeconds: '6' };

const feedsFunction = (template: Template, logicalId: string): boolean =>
  Object.values(template.Resources).some(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::EventSourceMapping' && JSON.stringify(Properties).includes(`"${logicalId}"`),
  );

/** MiniStack's scheduler sends an input as it is: the context attributes that AWS fills in are filled in here. */
const filled: Readonly<Record<string, string>> = {
  '<aws.scheduler.execution-id>': 'the-one-night',
  '<aws.scheduler.scheduled-time>': '2026-11-21T02:00:00Z',
};

const withProperties = (resource: TemplateResource, properties: JsonObject): TemplateResource => ({
  ...resource,
  Properties: { ...resource.Properties, ...properties },
});

const withEnvironment = (resource: TemplateResource, name: string, value: string): TemplateResource => {
  const { Variables } = (resource.Properties?.Environment ?? {}) as { Variables?: JsonObject };
  return withProperties(resource, { Environment: { Variables: { ...Variables, [name]: value } } });
};

/** A scan speaks to AWS itself, wherever the pipeline lives; here, AWS is the emulator. */
const scanning = (logicalId: string, resource: TemplateResource, endpoint: string): TemplateResource =>
  logicalId === 'CollectorLambdaFunction' ? withEnvironment(resource, 'SCAN_ENDPOINT_URL', endpoint) : resource;

const fillIn = (resource: TemplateResource): TemplateResource => {
  const target = resource.Properties?.Target;
  if (!isObject(target) || typeof target.Input !== 'string') return resource;
  const Input = Object.entries(filled).reduce((text, [name, value]) => text.replace(name, value), target.Input);
  return withProperties(resource, { Target: { ...target, Input } });
};

const hurry = (template: Template, logicalId: string, resource: TemplateResource): TemplateResource => {
  if (resource.Type === 'AWS::Scheduler::Schedule') return fillIn(resource);
  if (resource.Type === 'AWS::IAM::Role') return withBusAsRule(resource);
  if (resource.Type === 'AWS::Lambda::Function') {
    return withEnvironment(resource, 'TIMEOUT_SECONDS', hurried.leaseSeconds);
  }
  if (resource.Type === 'AWS::SQS::Queue' && feedsFunction(template, logicalId)) {
    return withProperties(resource, { VisibilityTimeout: hurried.visibilitySeconds });
  }
  return resource;
};

/** The packaged template as it is deployed here: without what the emulator refuses, and with short waits. */
export const adjusted = (template: Template, endpoint: string): Template =>
  withApiUnpacked({
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources)
        .filter(([, { Type }]) => !(Type in refusedTypes))
        .map(([logicalId, resource]) => [
          logicalId,
          scanning(logicalId, hurry(template, logicalId, resource), endpoint),
        ]),
    ),
  });
