"""Translates the template as SAM does and fails if a resource needs itself, which only a deployment would tell otherwise."""

import re
import sys

from samtranslator.parser.parser import Parser  # noqa: F401 (loads the plugins that translate needs)
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    def load(self):
        return {}


def references(node):
    """Yields the logical ids that a part of a template names."""
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref":
                yield value
            elif key == "Fn::GetAtt":
                yield value[0] if isinstance(value, list) else value.split(".")[0]
            elif key == "Fn::Sub":
                text = value if isinstance(value, str) else value[0]
                yield from (name.split(".")[0] for name in re.findall(r"\$\{([^}!]+)\}", text))
                yield from references([] if isinstance(value, str) else value[1])
            elif key == "DependsOn":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from references(value)


def cycle(graph):
    """Returns the resources on a cycle, or none."""
    done = set()

    def visit(name, path):
        if name in path:
            return path[path.index(name):] + [name]
        if name not in done:
            for needed in sorted(graph[name]):
                found = visit(needed, path + [name])
                if found:
                    return found
            done.add(name)
        return []

    return next((found for found in (visit(name, []) for name in sorted(graph)) if found), [])


def main():
    with open("template.yaml", encoding="utf-8") as file:
        template = yaml_parse(file.read())
    for resource in template["Resources"].values():
        # Only where the code is stored is left out; deploying replaces these in the same way.
        code = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::StateMachine": "DefinitionUri"}
        if resource["Type"] in code:
            resource["Properties"][code[resource["Type"]]] = "s3://bucket/key"
    resources = transform(template, {"AWS::Region": "us-east-1"}, NoManagedPolicies())["Resources"]
    graph = {name: {r for r in references(body) if r in resources and r != name} for name, body in resources.items()}
    found = cycle(graph)
    if found:
        sys.exit("template.yaml: circular dependency: " + " -> ".join(found))
    print(f"{len(graph)} resources, none of which needs itself")


main()
