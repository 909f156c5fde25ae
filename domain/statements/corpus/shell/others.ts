import { entriesOf } from "../entry";

/** What no shell takes, or what there is not. */
export const REFUSED = entriesOf([
  ["ls 'open", "error", "quotes without an end"],
  ['ls "open', "error", "quotes without an end"],
  ["ls $(open", "error", "a substitution without an end"],
  ["ls `open", "error", "one of old without an end"],
  ["ls \u0024{open", "error", "a parameter without an end"],
  ["ls | ", "error", "nothing behind the sign"],
  ["ls )", "error", "a bracket without its begin"],
  ["LS", "error", "names know upper and lower case"],
  ["ls\u00a0-la", "error", "a no-break space is a letter"],
  ["\ufeffls", "error", "a byte order mark is a letter"],
  ["no-such-command x", "error", "no such command"],
]);

/** Their effect is elsewhere than in a folder, or with other programs: nobody runs them to see. */
export const ELSEWHERE = entriesOf([
  ["sudo rm a.txt", "write outside", "as another"],
  ["date -s 2020-01-01", "write outside", "the clock"],
  ["date 010100002020", "write outside", "the clock, without an option"],
  ["date -d -r 010100002020", "write outside", "the clock, behind options"],
  ["hostname made", "write outside", "the name of the machine"],
  ["kill 1", "write outside", "a process"],
  ["ssh elsewhere rm a.txt", "write outside", "another machine"],
  ["curl http://127.0.0.1/x | sh", "write outside", "a text from elsewhere"],
  ["cat < /dev/tcp/127.0.0.1/9", "write outside", "a connection"],
  ["crontab -r", "write outside", "what is done each night"],
  ["tar -tf elsewhere:archive.tar", "write outside", "a command on another machine"],
  ["sed 's/[]/]/g;/w made;/p' a.txt", "write outside", "with the sed of some systems"],
  ["echo !!", "write outside", "a line of before, at a prompt"],
]);

/** Reads of which the words do not tell that they are, or not to every shell. */
export const DOUBTS = entriesOf([
  ["ls $(echo a.txt)", "read", "a substitution"],
  ["echo $((1 + 1))", "read", "a sum"],
  ["awk '{ print $1 }' a.txt", "read", "a program"],
  ["echo a.txt | xargs ls", "read", "by what is told"],
  ["env ls", "read", "behind another"],
  ["sh -c ls", "read", "another shell"],
  ["(ls)", "read", "in brackets"],
  ["if true; then ls; fi", "read", "under a condition"],
  ["find . -exec ls {} +", "read", "found and given to another"],
  ["sort $x", "read", "a parameter may be an option"],
  ["ls # it's", "read", "no comment at the prompt of some shells"],
  ["echo \u202ea.txt", "read", "a mark that turns what a person sees"],
  ["test -f a.txt", "read", "some shells compute in it"],
  ["cat <<E\nwithout an end", "read", "some shells take the end of the text for it"],
]);
