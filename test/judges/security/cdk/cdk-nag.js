/** Prints what cdk-nag's AwsSolutions pack says of a template, as JSON. Plain JavaScript: its imports are not there where types are checked. */
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';

const [templateFile] = process.argv.slice(2);
const app = new App();
new CfnInclude(new Stack(app, 'Stack'), 'Template', { templateFile });
console.log(JSON.stringify(new AwsSolutionsChecks(app).validateScope(app)));
