"""Short calls of ExecuteStatement."""


def execute(client, statement, *parameters, **more):
    """The whole answer. `{}` has no Parameters: an empty list is refused."""
    if parameters:
        more["Parameters"] = list(parameters)
    return client.execute_statement(Statement=statement, **more)


def items(client, statement, *parameters, **more):
    return execute(client, statement, *parameters, **more)["Items"]
