"""Reads users and what they have, as a plain script would: backfill.py URL CLIENT_ID API_KEY USERS.

One call after another, through the SDK: the list, then of each of the first USERS users the details, wallets,
transactions, cards and bank accounts. For `cargo xtask bench sync`.
"""

import json
import sys
import time

import mangopay
from mangopay import resources as sdk


def everything(query):
    """All pages of a list."""
    number, rows = 1, []
    while True:
        page = query(page=number, per_page=100)
        rows += page.data
        if number >= int(page.total_pages or 0):
            return rows
        number += 1


def main(url, client_id, api_key, users):
    mangopay.client_id, mangopay.apikey = client_id, api_key
    mangopay.api_sandbox_url = f"{url}/v2.01/"
    begun = time.perf_counter()
    listed = everything(lambda **where: sdk.User.all(Sort="CreationDate:ASC", **where))
    listing = time.perf_counter() - begun
    begun = time.perf_counter()
    objects = 0
    first = listed[: int(users)]
    for user in first:
        whole = sdk.User.get(user.id)
        # The SDK reads wallets when they are touched; the others are asked for.
        objects += 1 + len(whole.wallets)
        for related in (whole.transactions, whole.cards, whole.bankaccounts):
            objects += len(related.all(page=1, per_page=100))
    seconds = time.perf_counter() - begun
    told = {"listing": listing, "seconds": seconds, "users": len(first), "of": len(listed), "objects": objects}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
