import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

const PARTS_AT_ONCE = 4;
/** The protocol allows 10,000. */
const MAX_PARTS = 9_000;

export interface UploadRequest {
  readonly bucket: string;
  readonly objectKey: string;
  readonly file: string;
  readonly sizeBytes: number;
  /** Above this size a file goes up in parts of it; at least 5 MiB. */
  readonly partBytes: number;
  /** Refused with 412 where there is one already. */
  readonly onlyIfNone: boolean;
}

/** Uploads a file whole; what fails midway leaves no parts. @returns its ETag. */
export async function uploadFile(client: S3Client, request: UploadRequest): Promise<string> {
  const params = {
    Bucket: request.bucket,
    Key: request.objectKey,
    ...(request.onlyIfNone ? { IfNoneMatch: '*' } : {}),
  };
  if (request.sizeBytes <= request.partBytes) {
    // From memory, so that the SDK can send it again: a stream is gone once it was read.
    const Body = await readFile(request.file);
    const { ETag } = await client.send(new PutObjectCommand({ ...params, Body }));
    return ETag ?? '';
  }
  const body = createReadStream(request.file);
  try {
    const { ETag } = await new Upload({
      client,
      params: { ...params, Body: body },
      queueSize: PARTS_AT_ONCE,
      partSize: Math.max(request.partBytes, Math.ceil(request.sizeBytes / MAX_PARTS)),
    }).done();
    return ETag ?? '';
  } finally {
    body.destroy();
  }
}
