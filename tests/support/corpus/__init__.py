"""One invented passport, card number and key, packed into everything a browser can send.

    from corpus import deal
    for message in deal.nested(2000, seed=1900):
        print(message.name, deal.look(inspector, message))

`item` has what is hidden; in the modules beside it every carrier is a function; `deal` nests them.
"""
