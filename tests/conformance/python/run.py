"""Runs the suite: run.py URL CLIENT_ID API_KEY [PART OF A NAME]"""

import logging
import sys

import mangopay

import kit
import suite
from scenarios import conversions, holds, methods, operations, payees, payments, platform, users, verification  # noqa: F401

LEAST = 100


def main(url, client_id, api_key, only=None):
    # Refusals are expected: the SDK need not tell about each.
    logging.getLogger("mangopay").setLevel(logging.CRITICAL)
    mangopay.client_id, mangopay.apikey = client_id, api_key
    mangopay.api_sandbox_url = f"{url}/v2.01/"
    kit.site = suite.Site(url)
    return 0 if suite.run(kit.site, kit.fresh, LEAST, only) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
