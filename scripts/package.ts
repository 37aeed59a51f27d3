/** `npm run package`: packages the service as the embedded cloud runs it, and prints where the template is. */
import { packageService, templatePath } from '#local/package/package-service.ts';

console.log(templatePath(await packageService()));
