"""Every door of the API, as a client in another language finds it.

The client is made from schemas/json/openapi.json by openapi-python-client; its folder is the argument. The service is
found by DROPFORGE_URL, and requests are signed with the credentials of the environment. Fails at the first thing that
is not as the description says.
"""

import importlib
import io
import json
import os
import sys
import time
import uuid
import zipfile
from pathlib import Path

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

package = Path(sys.argv[1]).resolve()
base_url = os.environ["DROPFORGE_URL"]
sys.path.insert(0, str(package.parent))
client_module = importlib.import_module(package.name)
models = importlib.import_module(f"{package.name}.models")
types = importlib.import_module(f"{package.name}.types")


class SignatureV4(httpx.Auth):
    """Signs a request as API Gateway's IAM authorization asks."""

    requires_request_body = True

    def __init__(self):
        self.credentials = Session().get_credentials()

    def auth_flow(self, request):
        headers = {"Host": request.headers["Host"]}
        signed = AWSRequest(request.method, str(request.url), data=request.content, headers=headers)
        SigV4Auth(self.credentials, "execute-api", "us-east-1").add_auth(signed)
        request.headers.update(dict(signed.headers))
        yield request


client = client_module.Client(base_url=base_url, timeout=60, httpx_args={"auth": SignatureV4()})


def call(group, operation, expected, **arguments):
    """Calls an operation, and returns what it replies, parsed by the client."""
    module = importlib.import_module(f"{package.name}.api.{group}.{operation}")
    response = module.sync_detailed(client=client, **arguments)
    status = int(response.status_code)
    if status != expected or (response.parsed is None and expected != 204):
        raise SystemExit(f"{operation}: {status} instead of {expected}: {response.content[:2000]!r}")
    if "X-Correlation-Id" not in response.headers and "x-correlation-id" not in response.headers:
        raise SystemExit(f"{operation}: the reply has no correlation id")
    if operation != "get_job_status":
        print(f"{status} {operation}")
    return response.parsed


def ended(job_id):
    """How a job stands once it has ended."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        status = call("jobs", "get_job_status", 200, job_id=job_id)
        if status.status in ("Succeeded", "Failed"):
            return status
        time.sleep(0.2)
    raise SystemExit(f"{job_id} did not end")


def must(condition, message):
    if not condition:
        raise SystemExit(message)


def succeeded(job, name):
    status = ended(job.job_id)
    must(status.status == "Succeeded", f"{name} failed: {status.error_message}")
    return status


queue = '{"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:orders", "VisibilityTimeout": "45"}}'
files = models.InlineInput.from_dict({"files": [{"name": "get-queue-attributes.orders.json", "content": queue}]})
descriptor = {"moduleName": "Hello", "version": "1", "features": [{"id": "F-1", "description": "Greets a visitor by name"}]}


def source():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("app.py", "from flask import Flask\napp = Flask(__name__)\n\n@app.get('/hello')\ndef hello():\n    return 'Hello'\n")
    return buffer.getvalue()


must(call("service", "get_health", 200, deep=models.GetHealthDeep.VALUE_1).status == "OK", "not healthy")
must(call("service", "get_open_api", 200).openapi == "3.1.0", "no description")

# A template, of files in the request; the same key gets the same job, another body none.
key = str(uuid.uuid4())
submission = models.TemplateSubmission(input_=files)
job = call("jobs", "generate_template", 202, body=submission, idempotency_key=key, x_correlation_id="from-python")
again = call("jobs", "generate_template", 202, body=submission, idempotency_key=key)
must(again.job_id == job.job_id and not again.is_new, "the same key made another job")
must(job.correlation_id == "from-python", "the correlation id is another")
other = models.TemplateSubmission.from_dict({"input": files.to_dict(), "options": {"strict": True}})
call("jobs", "generate_template", 422, body=other, idempotency_key=key)
status = succeeded(job, "the template")
must("AWS::SQS::Queue" in httpx.get(status.download_url).text, "the template has no queue in it")

view = call("jobs", "get_job", 200, job_id=job.job_id)
must("template.yaml" in [artifact.name for artifact in view.artifacts], "the job has no template")
must([entry.stage for entry in view.timeline][:2] == ["intake", "collector"], "the timeline does not begin at its beginning")
listed = call("jobs", "list_jobs", 200, kind=models.ListJobsKind.TEMPLATE)
must(str(job.job_id) in [str(each.job_id) for each in listed.jobs], "the job is in no list")

# An upload, and the job of it by every other name.
upload = call("uploads", "create_upload", 201, body=models.UploadRequest.from_dict({"files": [{"name": "source.zip", "contentType": "application/zip"}]}))
form = upload.files[0]
sent = httpx.post(form.url, data=form.fields.to_dict(), files={"file": ("source.zip", source(), "application/zip")})
must(sent.status_code in (200, 201, 204), f"the form was not taken: {sent.status_code} {sent.text[:500]}")
spec = models.SpecJob.from_dict({"kind": "spec", "input": {"uploadId": str(upload.upload_id)}, "descriptor": descriptor, "options": {"threshold": 0}})
spec_job = call("jobs", "create_job", 202, body=spec)
direct = models.SpecSubmission.from_dict({"input": {"uploadId": str(uuid.uuid4())}, "descriptor": descriptor})
call("jobs", "generate_spec", 404, body=direct)
processed = call("jobs", "process", 202, body=models.TemplateJob.from_dict({"kind": "template", "input": files.to_dict()}))
volume = {"VolumeId": "vol-0a1b2c3d4e5f60718", "VolumeType": "gp2", "Size": 8, "State": "available", "Encrypted": False, "AvailabilityZone": "eu-west-1a", "Attachments": [], "CreateTime": "2024-01-02T03:04:05+00:00", "Iops": 100, "MultiAttachEnabled": False, "SnapshotId": ""}
exports = {"files": [{"name": "describe-volumes.json", "content": json.dumps({"Volumes": [volume]})}]}
inventory = call("jobs", "start_inventory", 202, body=models.InventorySubmission.from_dict({"input": exports}))

succeeded(spec_job, "the specification")
succeeded(processed, "the processed job")
succeeded(inventory, "the inventory")

summary = call("inventory", "get_inventory_summary", 200)
must(str(summary.job_id) == str(inventory.job_id), "the latest scan is another")
found = call("inventory", "list_findings", 200, limit=1)
must(found.total >= 1 and len(found.findings) == 1, "the volume has no finding")
call("inventory", "list_changes", 200)
must(len(call("inventory", "list_resources", 200).resources) >= 1, "there is no resource")

# What has ended can't be cancelled, but run again.
call("jobs", "cancel_job", 409, job_id=job.job_id)
replay = call("jobs", "replay_job", 202, job_id=job.job_id)
succeeded(replay, "the replay")
call("jobs", "get_job", 404, job_id=str(uuid.uuid4()))
print("Every door opens.")
