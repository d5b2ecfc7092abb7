% The cipher of chained.mjs in Octave, for
%   neuroveil analyze photo.png --command 'octave-cli --quiet chained.m'
% docs/own-cipher.md has the protocol. What is printed for people goes to standard error.
1;

function m = mask(n, a, b)
  p = 65537;
  j = mod((0:n - 1)', p);
  m = mod(mod((mod((j + a) .^ 2, p) + b) .* (j + 1), p), 256);
end

function c = encrypt(s, k)
  forth = mod(cumsum(s + mask(numel(s), k(1), k(2))), 256);
  c = flipud(mod(cumsum(flipud(forth) + mask(numel(s), k(3), k(4))), 256));
end

function s = decrypt(c, k)
  back = flipud(c);
  forth = flipud(mod(diff([0; back]) - mask(numel(c), k(3), k(4)), 256));
  s = mod(diff([0; forth]) - mask(numel(c), k(1), k(2)), 256);
end

printf('{"id":"my-chained","status":"known-weak","nativeKey":{"bytes":8,"nonceBytes":0}}\n');
fflush(stdout);

while ischar(line = fgetl(stdin))                % ends with standard input
  [verb, numbers] = strtok(line);
  numbers = sscanf(numbers, '%d');               % width, height, channels, bytes per sample
  k = fread(stdin, 8, 'uint8');
  key = 256 * k(1:2:end) + k(2:2:end);
  samples = fread(stdin, prod(numbers), 'uint8');
  if strcmp(verb, 'encrypt')
    result = encrypt(samples, key);
  else
    result = decrypt(samples, key);
  end
  printf('ok %d\n', numel(result));
  fwrite(stdout, uint8(result));
  fflush(stdout);
end
