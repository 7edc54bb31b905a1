"""Plain immutable values: what ``dataclasses`` gives, without its cost at every start of the program.

Creating a frozen dataclass takes the interpreter about a hundred times as long as a plain class, and a
scoring run creates dozens before it reads a file. Type checkers see a frozen dataclass.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """Fields are the annotations, in order; a class attribute is a default. Equal where all fields are."""

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        names = dict.fromkeys((*cls.__match_args__, *cls.__annotations__))
        type.__setattr__(cls, "__match_args__", tuple(names))

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__match_args__
        given = self.__dict__
        given.update(zip(names, values, strict=False))
        if named or len(values) != len(names):
            for name, value in named.items():
                if name in given or name not in names:
                    raise TypeError(f"{type(self).__name__} takes {name} once, or not at all")
                given[name] = value
            missing = [name for name in names if name not in given and not hasattr(type(self), name)]
            if missing or len(values) > len(names):
                raise TypeError(f"{type(self).__name__} takes {', '.join(names)}; missing: {missing}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is not changed; make another with _replace({name}=…)")

    def _replace(self, **changed: Any) -> Self:
        """The same value with some fields changed."""
        names, own = self.__match_args__, self.__dict__
        unknown = [name for name in changed if name not in names]
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")
        made = object.__new__(type(self))
        made.__dict__.update({name: own[name] for name in names if name in own}, **changed)
        return made

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"
