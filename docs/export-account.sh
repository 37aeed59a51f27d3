#!/usr/bin/env bash
# Writes what an inventory reads of an account into <date>/<account>/<region>/, with read-only calls:
#   docs/export-account.sh eu-west-1 us-east-1 && npm start -- inventory export
# Run it again another day: the inventory then tells what changed. What is refused is written down too, as the error.
set -uo pipefail

out=${OUT:-export}/$(date -u +%Y-%m-%dT%H-%M-%SZ)/$(aws sts get-caller-identity --query Account --output text) || exit 1

# save FILE COMMAND...: the output, the error if there was one, or {} if AWS had nothing to say.
save() {
  local file=$1
  shift
  mkdir -p "$(dirname "$file")"
  if aws "$@" --output json > "$file" 2> "$file.error"; then [ -s "$file" ] || echo '{}' > "$file"; else
    mv "$file.error" "$file"
    echo "$file: $(tail -n 1 "$file")" >&2
  fi
  rm -f "$file.error"
}

each() { aws "$@" --output text | tr '\t' '\n'; }

region() {
  local to=$out/$1 name group call
  export AWS_REGION=$1 AWS_DEFAULT_REGION=$1
  for call in instances volumes addresses security-groups vpcs; do save "$to/describe-$call.json" ec2 "describe-$call"; done
  save "$to/describe-snapshots.json" ec2 describe-snapshots --owner-ids self
  name=$(each ec2 describe-instances --query 'Reservations[].Instances[].ImageId' | sort -u | paste -sd, -)
  [ -z "$name" ] || save "$to/describe-images.json" ec2 describe-images --include-deprecated --filters "Name=image-id,Values=$name"
  for call in instances clusters; do save "$to/describe-db-$call.json" rds "describe-db-$call"; done
  save "$to/describe-db-major-engine-versions.json" rds describe-db-major-engine-versions
  save "$to/describe-cluster-versions.json" eks describe-cluster-versions --include-all
  save "$to/list-functions.json" lambda list-functions
  each lambda list-functions --query 'Functions[].[FunctionName,FunctionArn]' | paste - - | while read -r name group; do
    for call in get-policy list-function-url-configs list-function-event-invoke-configs; do
      save "$to/$call.$name.json" lambda "$call" --function-name "$name"
    done
    save "$to/list-tags.$name.json" lambda list-tags --resource "$group"
  done
  save "$to/list-clusters.json" eks list-clusters
  each eks list-clusters --query 'clusters[]' | while read -r name; do
    [ -z "$name" ] && continue
    save "$to/describe-cluster.$name.json" eks describe-cluster --name "$name"
    save "$to/list-nodegroups.$name.json" eks list-nodegroups --cluster-name "$name"
    each eks list-nodegroups --cluster-name "$name" --query 'nodegroups[]' | while read -r group; do
      [ -z "$group" ] || save "$to/describe-nodegroup.$name.$group.json" eks describe-nodegroup --cluster-name "$name" --nodegroup-name "$group"
    done
  done
}

buckets() {
  local name call
  save "$out/s3/s3control.get-public-access-block.json" s3control get-public-access-block --account-id "${out##*/}"
  save "$out/s3/list-buckets.json" s3api list-buckets
  each s3api list-buckets --query 'Buckets[].Name' | while read -r name; do
    for call in get-bucket-versioning get-public-access-block get-bucket-policy get-bucket-policy-status get-bucket-acl \
      get-bucket-ownership-controls get-bucket-lifecycle-configuration get-bucket-encryption get-bucket-tagging get-bucket-location; do
      save "$out/s3/$call.$name.json" s3api "$call" --bucket "$name"
    done
  done
}

for name in "$@"; do region "$name"; done
buckets
echo "$out"
