import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { uploadReply, uploadRequest } from '../upload.ts';

export const createUpload = defineOperation({
  id: 'createUpload',
  method: 'POST',
  path: '/v1/uploads',
  summary: 'Get a form for each file that is too large to be sent here',
  description:
    'One job takes an upload. It holds anything but dropforge.json: what a job may do is said in the options of the request for it.',
  tag: 'uploads',
  request: { headers: startHeaders.pick({ 'x-correlation-id': true }), body: uploadRequest },
  reply: { status: 201, description: 'The forms', schema: uploadReply },
  problems: ['MALFORMED_BODY', 'UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE'],
});
