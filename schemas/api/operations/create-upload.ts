import { startHeaders } from '../headers.ts';
import { defineOperation } from '../operation.ts';
import { uploadReply, uploadRequest } from '../upload.ts';

export const createUpload = defineOperation({
  id: 'createUpload',
  method: 'POST',
  path: '/v1/uploads',
  summary: 'Get a form for each file that is too large to be sent here',
  tag: 'uploads',
  request: { headers: startHeaders.pick({ 'x-correlation-id': true }), body: uploadRequest },
  reply: { status: 201, description: 'The forms', schema: uploadReply },
  problems: ['MALFORMED_BODY', 'UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE'],
});
