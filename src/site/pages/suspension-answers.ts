/** By State that claims a suspension: where the answer to the ground it names is argued. */
export const suspensionAnswers: Readonly<Record<string, { title: string; url: string }>> = {
  UA: {
    title: 'Human Rights Watch, Harvard Law School and ICBL, 9 October 2025',
    url: 'https://icblcmc.org/our-impact/why-ukraines-proposed-suspension-of-its-mine-ban-treaty-obligations-is-deeply-problematic',
  },
};
