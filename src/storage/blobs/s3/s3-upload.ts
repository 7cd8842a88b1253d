import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

const MULTIPART_UPLOADS_AT_ONCE = 4;
/** S3 allows 10,000. */
const MAX_MULTIPARTS = 9_000;

/** The name of an object's metadata that holds the SHA-256 of its content. */
export const HASH_NAME = 'sha256';

export interface UploadRequest {
  readonly bucket: string;
  readonly objectKey: string;
  readonly file: string;
  readonly sizeBytes: number;
  /** A larger file is uploaded as a multipart upload, in pieces of this size; at least 5 MiB. */
  readonly multipartBytes: number;
  /** Kept with the object. */
  readonly sha256: string;
  /** The server answers 412 when the object exists already. */
  readonly onlyIfNone: boolean;
}

/** Uploads a file; a failed multipart upload is aborted. @returns its ETag. */
export async function uploadFile(client: S3Client, request: UploadRequest): Promise<string> {
  const params = {
    Bucket: request.bucket,
    Key: request.objectKey,
    Metadata: { [HASH_NAME]: request.sha256 },
    ...(request.onlyIfNone ? { IfNoneMatch: '*' } : {}),
  };
  if (request.sizeBytes <= request.multipartBytes) {
    // From memory, so that the SDK can retry: a stream can be read only once.
    const Body = await readFile(request.file);
    const { ETag } = await client.send(new PutObjectCommand({ ...params, Body }));
    return ETag ?? '';
  }
  const body = createReadStream(request.file);
  try {
    const { ETag } = await new Upload({
      client,
      params: { ...params, Body: body },
      queueSize: MULTIPART_UPLOADS_AT_ONCE,
      partSize: Math.max(request.multipartBytes, Math.ceil(request.sizeBytes / MAX_MULTIPARTS)),
    }).done();
    return ETag ?? '';
  } finally {
    body.destroy();
  }
}
