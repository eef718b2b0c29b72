"""Reads all users through the SDK: measure.py URL CLIENT_ID API_KEY AT_ONCE. For `cargo xtask bench api`."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import mangopay
from mangopay import resources as sdk


def main(url, client_id, api_key, at_once):
    mangopay.client_id, mangopay.apikey = client_id, api_key
    mangopay.api_sandbox_url = f"{url}/v2.01/"

    def page(number):
        return sdk.User.all(page=number, per_page=100, Sort="CreationDate:ASC")

    # Any call signs in; the measured ones find a token.
    page(1)
    begun = time.perf_counter()
    first = page(1)
    rest = range(2, int(first.total_pages) + 1)
    if int(at_once) == 1:
        others = [page(number) for number in rest]
    else:
        with ThreadPoolExecutor(int(at_once)) as pool:
            others = list(pool.map(page, rest))
    seen = {user.id for part in [first, *others] for user in part.data}
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "calls": 1 + len(others), "distinct": len(seen)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
