"""Writes one object and two items per request, or fails as told."""

import os

import boto3

dynamodb = boto3.client("dynamodb")
s3 = boto3.client("s3")
table = os.environ["TABLE"]


def app(event, context):
    name = event["path"].rsplit("/", 1)[-1]
    if name == "raise":
        raise RuntimeError("the inside of the function")
    if name == "scan":
        dynamodb.scan(TableName=table)
    s3.put_object(Bucket=os.environ["BUCKET"], Key=name, Body=name.encode())
    dynamodb.transact_write_items(TransactItems=[_put(name, "A"), _put(name, "B"), _count()])
    print(f"recorded {name}")
    return {"statusCode": 201, "body": name}


def _put(name, sort):
    item = {"pk": {"S": name}, "sk": {"S": sort}}
    return {"Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def _count():
    return {
        "Update": {
            "TableName": table,
            "Key": {"pk": {"S": "count"}, "sk": {"S": "count"}},
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }
