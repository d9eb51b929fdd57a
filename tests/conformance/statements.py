"""Short calls of ExecuteStatement."""


def execute(client, statement, *parameters, **more):
    """The whole answer. `{}` has no Parameters: an empty list is refused."""
    if parameters:
        more["Parameters"] = list(parameters)
    return client.execute_statement(Statement=statement, **more)


def items(client, statement, *parameters, **more):
    return execute(client, statement, *parameters, **more)["Items"]


def statement(text, *parameters, **more):
    """One member of a batch or of a transaction."""
    if parameters:
        more["Parameters"] = list(parameters)
    return {"Statement": text, **more}


def batch(client, *statements, **more):
    """The responses to a batch of texts or members."""
    return batch_answer(client, *statements, **more)["Responses"]


def batch_answer(client, *statements, **more):
    return client.batch_execute_statement(Statements=members(statements), **more)


def transact(client, *statements, **more):
    """The responses to a transaction of texts or members."""
    return transact_answer(client, *statements, **more)["Responses"]


def transact_answer(client, *statements, **more):
    return client.execute_transaction(TransactStatements=members(statements), **more)


def members(statements):
    return [one if isinstance(one, dict) else statement(one) for one in statements]
