/**
 * The event catalogue in EventBridge's schema registry, for whoever writes a subscriber: the console shows it, and makes code of it. Off unless
 * eventSchemas is true: not every Region has the registry, and nothing of the pipeline reads it.
 */
import schemas from './event-schemas.json' with { type: 'json' };
import { service } from './names.js';
import { isOn } from './read-param.js';

const registry = {
  Type: 'AWS::EventSchemas::Registry',
  Properties: { RegistryName: service, Description: `The domain events of ${service}` },
};

/** `<source>@<detail-type>` is the name that AWS gives to a schema it discovers. A new text is a new version of it, the earlier ones stay. */
const schemaOf = (type, document) => ({
  Type: 'AWS::EventSchemas::Schema',
  Properties: {
    RegistryName: { 'Fn::GetAtt': ['EventRegistry', 'RegistryName'] },
    SchemaName: `dropforge@${type}`,
    Description: document.components.schemas.AWSEvent.description,
    Type: 'OpenApi3',
    Content: JSON.stringify(document),
  },
});

const all = () => Object.entries(schemas).map(([type, document]) => [`${type}EventSchema`, schemaOf(type, document)]);

export const resources = async ({ resolveVariable }) => ({
  Resources: (await isOn('eventSchemas', resolveVariable))
    ? { EventRegistry: registry, ...Object.fromEntries(all()) }
    : {},
});
